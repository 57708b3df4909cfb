import Redis
import TestSupport

func untilWaiting(_ redis: RedisClient, _ count: Int) async throws {
    try await eventually { redis.statistics.waiting == count }
}

func untilSent(_ redis: RedisClient, _ count: Int) async throws {
    try await eventually { redis.statistics.sent == count }
}

func untilDisconnected(_ redis: RedisClient) async throws {
    try await eventually { !redis.isConnected }
}
