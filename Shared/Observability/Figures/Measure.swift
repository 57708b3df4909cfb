/// What is measured. Names are base units with a suffix, as metrics' are; a newer replica may know more of them than who reads its report.
package struct Measure: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(from decoder: any Decoder) throws { rawValue = try decoder.singleValueContainer().decode(String.self) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    private init(_ name: String) { rawValue = name }

    // Of every replica.
    package static let memory = Self("memory_bytes")
    package static let memoryGrowth = Self("memory_growth_ratio")
    package static let healthCheckTime = Self("health_check_seconds")
    package static let failingCheck = Self("health_check_failing")
    package static let degradedCheck = Self("health_check_degraded")
    // Of every replica with a database.
    package static let queryTime = Self("query_p95_seconds")
    package static let poolWaiting = Self("pool_waiting")
    package static let poolUse = Self("pool_use_ratio")
    package static let outboxAge = Self("outbox_oldest_unsent_seconds")
    package static let deadLetters = Self("dead_letters")
    // Of gateways.
    package static let apiTime = Self("api_p95_seconds")
    package static let loginTime = Self("login_p95_seconds")
    package static let errorRate = Self("error_ratio")
    package static let cacheHits = Self("cache_hit_ratio")
    package static let openBreaker = Self("breaker_open")
    package static let diskUse = Self("storage_used_ratio")
    package static let certificateRemaining = Self("certificate_remaining_seconds")
    // Of the system as a whole.
    package static let requestAge = Self("request_oldest_waiting_seconds")
    package static let eventAge = Self("event_oldest_waiting_seconds")
    package static let jobFailures = Self("job_failure_ratio")
    package static let stalledQueue = Self("queue_stalled_seconds")
    package static let redisMemoryUse = Self("redis_memory_used_ratio")
    package static let replicas = Self("replicas")
    package static let silentReplica = Self("replica_silent")
}
