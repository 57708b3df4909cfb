import Observability

extension AlertRule {
    private static let megabyte = 1_048_576.0

    // One after the other, because the compiler takes minutes for them as one expression.

    /// What is watched. The budgets are the performance guide's; docs/runbook.md has an answer under each name.
    static let standard: [AlertRule] = [requests, databases, messages, processes, stores].flatMap { $0 }

    private static let requests: [AlertRule] = {
        var rules: [AlertRule] = []
        rules.append(
            AlertRule(
                "SlowAPI", .warning, .apiTime, above: 0.2, .seconds, for: .seconds(120), minimumSamples: 100,
                "One request in twenty takes longer than 200 ms."))
        rules.append(
            AlertRule(
                "SlowAPI", .critical, .apiTime, above: 1, .seconds, for: .seconds(120), minimumSamples: 100,
                "One request in twenty takes longer than a second."))
        rules.append(
            AlertRule(
                "SlowSignIn", .warning, .loginTime, above: 0.1, .seconds, for: .seconds(120), minimumSamples: 20,
                "One sign-in in twenty takes longer than 100 ms."))
        rules.append(
            AlertRule(
                "Errors", .warning, .errorRate, above: 0.01, .ratio, for: .seconds(60), minimumSamples: 100,
                "More than one request in a hundred fails on our side."))
        rules.append(
            AlertRule(
                "Errors", .critical, .errorRate, above: 0.05, .ratio, for: .seconds(60), minimumSamples: 100,
                "More than one request in twenty fails on our side."))
        rules.append(
            AlertRule(
                "FewCacheHits", .warning, .cacheHits, below: 0.8, .ratio, margin: 0.02, for: .seconds(600), minimumSamples: 500,
                "Fewer than 80 % of the answers that may be kept come from the cache."))
        rules.append(
            AlertRule(
                "BreakerOpen", .critical, .openBreaker, above: 0, .count, for: .zero, recovery: .seconds(10),
                "A gateway asks this service nothing, because its answers failed or did not come."))
        return rules
    }()

    private static let databases: [AlertRule] = {
        var rules: [AlertRule] = []
        rules.append(
            AlertRule(
                "SlowQueries", .warning, .queryTime, above: 0.05, .seconds, for: .seconds(120), minimumSamples: 100,
                "One statement in twenty takes longer than 50 ms."))
        rules.append(
            AlertRule(
                "PoolWaiting", .warning, .poolWaiting, above: 0, .count, for: .seconds(30), recovery: .seconds(30),
                "Requests wait for a connection to Postgres, one look after the other."))
        rules.append(
            AlertRule(
                "PoolNearlyUsed", .warning, .poolUse, above: 0.7, .ratio, for: .seconds(120),
                "More than 70 % of the connections that there may be are in use."))
        rules.append(
            AlertRule(
                "PoolNearlyUsed", .critical, .poolUse, above: 0.9, .ratio, for: .seconds(120),
                "More than 90 % of the connections that there may be are in use."))
        return rules
    }()

    private static let messages: [AlertRule] = {
        var rules: [AlertRule] = []
        rules.append(
            AlertRule(
                "RequestsUnread", .critical, .requestAge, above: 5, .seconds, for: .seconds(5), recovery: .seconds(10),
                "A request waits, and no replica of the service reads it."))
        rules.append(
            AlertRule(
                "EventsUnread", .warning, .eventAge, above: 30, .seconds, for: .seconds(30), recovery: .seconds(30),
                "A service has not read the facts of another, so what it shows is old."))
        rules.append(
            AlertRule(
                "OutboxUnsent", .warning, .outboxAge, above: 30, .seconds, for: .seconds(30), recovery: .seconds(30),
                "What was committed is not published, so others do not know of it."))
        rules.append(
            AlertRule(
                "DeadLetters", .warning, .deadLetters, above: 0, .count, for: .zero, recovery: .zero,
                "A message could not be handled, and its effect is missing."))
        rules.append(
            AlertRule(
                "JobsFail", .warning, .jobFailures, above: 0.1, .ratio, for: .seconds(60), minimumSamples: 10,
                "More than one job in ten of this type fails for good."))
        rules.append(
            AlertRule(
                "QueueStalled", .critical, .stalledQueue, above: 15, .seconds, for: .zero, recovery: .seconds(5),
                "Jobs wait in a queue that is not paused, and none of them runs."))
        return rules
    }()

    private static let processes: [AlertRule] = {
        var rules: [AlertRule] = []
        rules.append(
            AlertRule(
                "ServiceDown", .critical, .replicas, below: 1, .count, margin: 0, for: .seconds(15), recovery: .seconds(5),
                "No replica of this service is heard of."))
        rules.append(
            AlertRule(
                "ReplicaSilent", .warning, .silentReplica, above: 0, .count, for: .zero, recovery: .zero,
                "A replica has ended without a word, or hangs."))
        rules.append(
            AlertRule(
                "Unhealthy", .critical, .failingCheck, above: 0, .count, for: .seconds(15), recovery: .seconds(15),
                "A replica cannot serve without what this check asks for."))
        rules.append(
            AlertRule(
                "Degraded", .warning, .degradedCheck, above: 0, .count, for: .seconds(60), recovery: .seconds(30),
                "Something that a replica can serve without is not well."))
        rules.append(
            AlertRule(
                "SlowHealthChecks", .warning, .healthCheckTime, above: 0.01, .seconds, for: .seconds(120), minimumSamples: 5,
                "A health check usually takes longer than 10 ms."))
        rules.append(
            AlertRule(
                "MuchMemory", .warning, .memory, above: 512 * megabyte, .bytes, margin: 0.05, for: .seconds(120),
                "A process holds more than 512 MB of memory."))
        rules.append(
            AlertRule(
                "MemoryGrows", .warning, .memoryGrowth, above: 0.1, .ratio, for: .seconds(300), recovery: .seconds(300),
                "A process's memory has grown steadily by more than a tenth within the hour."))
        return rules
    }()

    private static let stores: [AlertRule] = {
        var rules: [AlertRule] = []
        rules.append(
            AlertRule(
                "DiskNearlyFull", .warning, .diskUse, above: 0.85, .ratio, margin: 0.02, for: .seconds(60),
                "Less than 15 % of the disk that holds the storage folder is free."))
        rules.append(
            AlertRule(
                "DiskNearlyFull", .critical, .diskUse, above: 0.95, .ratio, margin: 0.01, for: .seconds(60),
                "Less than 5 % of the disk that holds the storage folder is free."))
        rules.append(
            AlertRule(
                "RedisNearlyFull", .warning, .redisMemoryUse, above: 0.8, .ratio, margin: 0.05, for: .seconds(60),
                "Redis uses more than 80 % of the memory that it may."))
        rules.append(
            AlertRule(
                "RedisNearlyFull", .critical, .redisMemoryUse, above: 0.95, .ratio, margin: 0.02, for: .seconds(60),
                "Redis uses more than 95 % of the memory that it may, and refuses writes when it has none left."))
        rules.append(
            AlertRule(
                "CertificateEnds", .warning, .certificateRemaining, below: 14 * 86_400, .seconds, margin: 0.01, for: .zero,
                "The certificate ends within 14 days and was not renewed."))
        rules.append(
            AlertRule(
                "CertificateEnds", .critical, .certificateRemaining, below: 2 * 86_400, .seconds, margin: 0.01, for: .zero,
                "The certificate ends within two days; then no browser comes in."))
        return rules
    }()
}
