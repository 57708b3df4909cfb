import Redis

struct NeverHappened: Error {}

/// Yields until the condition holds; for things that another process or thread does and does not tell.
func until(_ condition: () async throws -> Bool) async throws {
    let limit = ContinuousClock.now + .seconds(10)
    while try await !condition() {
        guard ContinuousClock.now < limit else { throw NeverHappened() }
        await Task.yield()
    }
}

func untilWaiting(_ redis: RedisClient, _ count: Int) async throws {
    try await until { redis.statistics.waiting == count }
}

func untilDisconnected(_ redis: RedisClient) async throws {
    try await until { !redis.isConnected }
}
