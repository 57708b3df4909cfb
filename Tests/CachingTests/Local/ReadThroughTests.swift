import Caching
import Testing

@Suite struct ReadThroughTests {
    private struct Failure: Error {}

    private let cache = ReadThrough(cache: FencedCache<String, Int>(generations: TagGenerations()))
    private let loads = Tally()

    private func value(_ key: String = "a") async throws -> Int {
        try await cache.value(for: key, tags: ["media:7"]) { loads.next() }
    }

    @Test func loadsOnceAndThenAgainAfterAnInvalidation() async throws {
        #expect(try await value() == 1)
        #expect(try await value() == 1)
        cache.cache.generations.invalidate(["media:7"])
        #expect(try await value() == 2)
        #expect(try await value() == 2)
        #expect(try await value("b") == 3)
    }

    @Test func keepsNoErrors() async throws {
        await #expect(throws: Failure.self) { try await cache.value(for: "a", tags: []) { throw Failure() } }
        #expect(try await value() == 1)
    }

    @Test func whatIsInvalidatedWhileItLoadsIsAnsweredAndNotKept() async throws {
        let generations = cache.cache.generations
        let first = try await cache.value(for: "a", tags: ["media:7"]) {
            generations.invalidate(["media:7"])
            return 100
        }
        #expect(first == 100)
        #expect(try await value() == 1)
    }
}
