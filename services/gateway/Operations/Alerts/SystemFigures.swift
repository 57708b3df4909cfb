import Bus
import Contracts
import Jobs
import Observability
import Redis
import Runtime

/// Everything that is judged: what replicas say of themselves, and what can only be seen from outside of them.
struct SystemFigures: Sendable {
    let redis: RedisClient
    let cache: RedisClient?

    struct Figures: Sendable {
        var system: [ObservedFigure]
        var replicas: [ObservedFigure]
        var all: [ObservedFigure] { system + replicas }
    }

    func measure() async throws -> Figures {
        let replicas = try await ReplicaDirectory(redis: redis).replicas()
        let now = try await redis.time()
        var system = presence(replicas)
        for service in ServiceName.allCases { system += try await messages(service, now) }
        system += try await queues(hasWorkers: replicas.contains { $0.service == .workers && $0.report != nil })
        system += try await memory()
        return Figures(system: system, replicas: replicas.flatMap(Self.own))
    }

    private static func own(_ replica: KnownReplica) -> [ObservedFigure] {
        let (service, instance) = (replica.service.rawValue, replica.instance)
        guard let report = replica.report else {
            return [ObservedFigure(Measurement(.silentReplica, 1), service: service, instance: instance)]
        }
        return report.measurements.map { ObservedFigure($0, service: service, instance: instance) }
    }

    private func presence(_ replicas: [KnownReplica]) -> [ObservedFigure] {
        ServiceName.allCases.map { service in
            let count = replicas.count { $0.service == service && $0.report != nil }
            return ObservedFigure(Measurement(.replicas, Double(count)), service: service.rawValue)
        }
    }

    private func messages(_ service: ServiceName, _ now: Duration) async throws -> [ObservedFigure] {
        let requests = try await oldestUnread(BusKeys.requests(service), now).values.max() ?? 0
        let events = try await oldestUnread(BusKeys.events(service), now)
        let name = service.rawValue
        var figures: [ObservedFigure] = events.map { group, age in ObservedFigure(Measurement(.eventAge, age, of: name), service: group) }
        if service != .gateway { figures.append(ObservedFigure(Measurement(.requestAge, requests), service: name)) }
        return figures
    }

    /// By consumer group, in seconds: how old the first entry is that was given to nobody.
    private func oldestUnread(_ stream: String, _ now: Duration) async throws -> [String: Double] {
        let groups: [StreamGroupInfo]
        do throws(RedisError) {
            groups = try await redis.xinfoGroups(stream)
        } catch {
            // There is no such stream yet.
            guard error.code.serverPrefix == "ERR" else { throw error }
            return [:]
        }
        var ages: [String: Double] = [:]
        for group in groups {
            guard group.lag != 0, let entry = try await redis.xrange(stream, from: group.lastDelivered.next, count: 1).first else {
                ages[group.name] = 0
                continue
            }
            ages[group.name] = max(0, now / .seconds(1) - Double(entry.id.milliseconds) / 1000)
        }
        return ages
    }

    /// What a worker that hangs has taken counts as running, so it counts only while there are workers.
    private func queues(hasWorkers: Bool) async throws -> [ObservedFigure] {
        try await JobQueue(client: redis).queues().map { queue in
            let isStalled = !queue.paused && queue.counts.waiting > 0 && !(hasWorkers && queue.counts.active > 0)
            return ObservedFigure(Measurement(.stalledQueue, isStalled ? queue.oldestWaitingSeconds : 0, of: queue.name))
        }
    }

    private func memory() async throws -> [ObservedFigure] {
        var figures = [ObservedFigure(Measurement(.redisMemoryUse, try await Self.use(redis), of: "streams"))]
        // The cache may be away: that costs speed, and is told elsewhere.
        if let cache, let use = try? await Self.use(cache) {
            figures.append(ObservedFigure(Measurement(.redisMemoryUse, use, of: "cache")))
        }
        return figures
    }

    private static func use(_ redis: RedisClient) async throws -> Double {
        let facts = try await redis.info(section: "memory", deadline: .now + .seconds(1))
        guard let used = facts["used_memory"].flatMap(Double.init), let most = facts["maxmemory"].flatMap(Double.init), most > 0 else {
            return 0
        }
        return used / most
    }
}
