import Bus
import Contracts
import Resilience
import TestSupport

/// The implementations that the conformance suite is run by.
enum BusKind: CaseIterable {
    case inMemory, redis, redisCluster

    struct Limits {
        var concurrency = 64
        var maximumBacklog = 4_000
    }

    /// Lends a bus on which `answers` answer for the media service.
    func withBus(
        _ answers: Answers, limits: Limits = Limits(), _ body: (any RequestBus) async throws -> Void
    ) async throws {
        switch self {
        case .inMemory:
            let bus = InMemoryBus(concurrency: limits.concurrency, maximumBacklog: limits.maximumBacklog)
            bus.attach(answers, to: .media)
            try await Deadline.within(.seconds(60)) { try await body(bus) }
        case .redis: try await withBus(at: TestRedis.database(), answers, limits, body)
        case .redisCluster: try await TestRedisCluster.withURL { try await withBus(at: $0, answers, limits, body) }
        }
    }

    private func withBus(
        at url: String, _ answers: Answers, _ limits: Limits, _ body: (any RequestBus) async throws -> Void
    ) async throws {
        try await withBusWorld(url: url) { world in
            try await world.replica(answers) { $0.concurrency = limits.concurrency }
            try await body(try await world.asker { $0.maximumBacklog = limits.maximumBacklog })
        }
    }
}

/// The code of the `BusError` that `body` throws; anything else thrown fails the test.
func busError(_ body: () async throws -> Void) async throws -> BusError.Code? {
    do {
        try await body()
        return nil
    } catch let error as BusError {
        return error.code
    }
}
