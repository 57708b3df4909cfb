import Bus
import Caching
import Contracts
import HTTPTypes
import Synchronization
import TestSupport
import Testing

@testable import gateway

/// Old answers, labelled, where a newer one is on its way or cannot be had.
struct StaleAnswerTests {
    private static let path = "/api/v1/media/trending"

    private final class Trend: Sendable {
        let number = Mutex(1)
        let isAway = Mutex(false)

        func answers(_ answers: inout Answers) {
            answers.on(ListTrendingMedia.self) { [self] (_, _) -> Answer in
                if isAway.withLock({ $0 }) { throw CancellationError() }
                return Answer(status: 200, body: Array("\(number.withLock { $0 })".utf8))
            }
        }
    }

    /// Puts what is kept back into the cache with its age passed.
    private func age(_ keeping: KeepingGateway) throws {
        let key = ResponseKey(target: Self.path, user: nil)
        let kept = try #require(keeping.cache.hit(key, Position()))
        keeping.cache.local.fill(
            kept, for: key, fence: keeping.cache.local.generations.fence([.trending]),
            freshness: Caching.Freshness(age: .zero, staleWhileRevalidate: .seconds(30), staleIfError: .seconds(3600)))
    }

    @Test func anAnswerWhoseAgeHasPassedIsGivenWhileANewOneIsFetched() async throws {
        let trend = Trend()
        try await withKeepingGateway { answers, _ in
            trend.answers(&answers)
        } _: { keeping async throws in
            #expect(try await keeping.test.ask(.get, Self.path).text == "1")
            trend.number.withLock { $0 = 2 }
            try age(keeping)
            let old = try await keeping.test.ask(.get, Self.path)
            #expect(old.text == "1" && old.headers[.xCache] == "STALE")
            #expect(old.headers[.cacheStatus]?.hasSuffix("detail=STALE") == true)
            try await eventually { try await keeping.test.ask(.get, Self.path).text == "2" }
            #expect(try await keeping.test.ask(.get, Self.path).headers[.xCache] == "HIT")
        }
    }

    @Test func anOpenBreakerIsBridgedByWhatIsKeptAndSaysSo() async throws {
        let trend = Trend()
        try await withKeepingGateway { answers, _ in
            trend.answers(&answers)
        } _: { keeping async throws in
            #expect(try await keeping.test.ask(.get, Self.path).text == "1")
            keeping.cache.local.generations.invalidate([.trending])
            keeping.test.gateway.upstreams[.media]?.breaker.open()
            let old = try await keeping.test.ask(.get, Self.path)
            #expect(old.text == "1" && old.headers[.xCache] == "STALE")
            // Who has seen more must not be given less.
            #expect(try await keeping.test.ask(.get, Self.path, [.position: "m7"]).status == 503)
            // What is not kept is refused, at once.
            let refused = try await keeping.test.ask(.get, "/api/v1/media/trending?limit=3")
            #expect(refused.status == 503 && refused.headers[.retryAfter] != nil)
            keeping.test.gateway.upstreams[.media]?.breaker.close()
            #expect(try await keeping.test.ask(.get, Self.path).headers[.xCache] == "MISS")
        }
    }

    /// RFC 9211: whether it was a hit, how long it is fresh, and why it was not one.
    @Test func cacheStatusSaysWhatHappened() async throws {
        let trend = Trend()
        try await withKeepingGateway { answers, _ in
            trend.answers(&answers)
        } _: { keeping async throws in
            func status(_ headers: HTTPFields = [:]) async throws -> String? {
                try await keeping.test.ask(.get, Self.path, headers).headers[.cacheStatus]
            }
            #expect(try await status() == "MediaNest; fwd=uri-miss")
            let ttl = try #require(try await status()?.split(separator: "=").last.flatMap { Int($0) })
            #expect((58...60).contains(ttl), "a trend is kept for a minute")
            #expect(try await status([.cacheControl: "no-cache"]) == "MediaNest; fwd=request")
        }
    }
}
