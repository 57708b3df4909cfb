import Redis
import TestSupport
import Testing

@testable import Caching

@Suite struct RedisTierTests {
    private let tags: [CacheTag] = ["media:7", "user:1"]

    @Test func keepsWhatItIsGivenAndForAnHour() async throws {
        try await withTier { tier, redis in
            #expect(await tier.keep("a", "value", tags: tags))
            let lookup = await tier.get("a", tags: tags)
            #expect(lookup == .hit(Array("value".utf8), tags: ["media:7", "media:*", "user:1", "user:*"]))
            guard case .expiresIn(let rest) = try await redis.pttl(CacheKeys.entry("a")) else { throw NeverHappened() }
            #expect(rest > .seconds(3_500) && rest <= .seconds(3_600))
            #expect(tier.statistics.hits == 1)
            #expect(tier.statistics.misses == 1)
            #expect(tier.statistics.isTrusted)
        }
    }

    @Test func anEntryFallsWithEachOfItsTagsAndItsClasses() async throws {
        try await withTier { tier, _ in
            for fallen: CacheTag in ["media:7", "user:1", "media:*", "user:*"] {
                #expect(await tier.keep("a", "value", tags: tags))
                #expect(await tier.text("a", tags: tags) == "value")
                #expect(await tier.invalidate([fallen]))
                #expect(await tier.text("a", tags: tags) == nil, "\(fallen)")
            }
            #expect(await tier.keep("a", "value", tags: tags))
            #expect(await tier.invalidate(["media:8", "user:2"]))
            #expect(await tier.text("a", tags: tags) == "value")
        }
    }

    /// The interleaving that the generations are for.
    @Test func whatWasReadBeforeAnInvalidationIsNeverGivenOut() async throws {
        try await withTier { tier, _ in
            guard case .miss(let fence?) = await tier.get("a", tags: tags) else { throw NeverHappened() }
            #expect(await tier.invalidate(["media:7"]))
            #expect(await tier.set("a", [1], fence: fence))
            #expect(await tier.text("a", tags: tags) == nil)
        }
    }

    /// The same without the guard: a fence that is taken after the query proves nothing.
    @Test func aFenceTakenTooLateWouldLetItIn() async throws {
        try await withTier { tier, _ in
            let readBefore = "old"
            #expect(await tier.invalidate(["media:7"]))
            let fence = try #require(await tier.fence(tags))
            #expect(await tier.set("a", Array(readBefore.utf8), fence: fence))
            #expect(await tier.text("a", tags: tags) == "old")
        }
    }

    /// A tag's key may be evicted, and come back. Old entries and old fences must not come back with it.
    @Test func evictionOfAGenerationRevivesNothing() async throws {
        try await withTier { tier, redis in
            #expect(await tier.keep("a", "old", tags: tags))
            let slow = try #require(await tier.fence(tags))
            try await redis.del(CacheKeys.generation("media:7"))
            #expect(await tier.invalidate(["media:7"]))
            #expect(await tier.text("a", tags: tags) == nil)
            #expect(await tier.set("a", [1], fence: slow))
            #expect(await tier.text("a", tags: tags) == nil)
            #expect(await tier.keep("a", "new", tags: tags))
            #expect(await tier.text("a", tags: tags) == "new")
        }
    }

    @Test func evictionOfTheEpochEmptiesTheTier() async throws {
        try await withTier { tier, redis in
            #expect(await tier.keep("a", "old", tags: tags))
            try await redis.del(CacheKeys.epoch)
            #expect(await tier.get("a", tags: tags) == .miss(nil))
            #expect(await tier.text("a", tags: tags) == nil)
            #expect(await tier.keep("a", "new", tags: tags))
            #expect(await tier.text("a", tags: tags) == "new")
        }
    }

    @Test func aSecondProcessSeesWhatTheFirstKeepsAndInvalidates() async throws {
        try await withTier { first, redis in
            let second = makeTier(redis)
            #expect(await first.keep("a", "value", tags: tags))
            #expect(await second.text("a", tags: tags) == "value")
            #expect(second.statistics.renewals == 0)
            #expect(await second.invalidate(["user:*"]))
            #expect(await first.text("a", tags: tags) == nil)
        }
    }

    @Test func twoWhoGiveATagItsFirstGenerationAgree() async throws {
        try await withTier { first, redis in
            let second = makeTier(redis)
            _ = await second.fence([])
            for number in 0..<50 {
                let tags = [tag("media:\(number)")]
                async let one = first.fence(tags)
                async let other = second.fence(tags)
                #expect(await one == other)
                #expect(await one != nil)
            }
        }
    }

    @Test func manyAreAskedForInOneRoundTrip() async throws {
        try await withTier { tier, _ in
            let questions = (0..<4).map { TierQuestion("k\($0)", tags: [tag("media:\($0)")]) }
            let fences = await tier.mget(questions).map { if case .miss(let fence) = $0 { fence } else { nil as TierFence? } }
            let entries = zip(questions, fences).compactMap { question, fence in
                fence.map { TierEntry(question.key, Array(question.key.utf8), fence: $0) }
            }
            #expect(await tier.mset(entries) == 4)
            #expect(await tier.invalidate(["media:2"]))
            let before = tier.client.statistics.sent
            let lookups = await tier.mget(Array(questions.dropLast()) + [TierQuestion("none", tags: ["media:0"])])
            // Four entries, the epoch, three members and their class; the fallen tag has its generation still.
            #expect(tier.client.statistics.sent - before == 9)
            let values = lookups.map { if case .hit(let bytes, _) = $0 { String(decoding: bytes, as: UTF8.self) } else { "-" } }
            #expect(values == ["k0", "k1", "-", "-"])
            for case .miss(let fence) in lookups { #expect(fence != nil) }
        }
    }

    /// The reader asks for fewer tags than the writer knew, as of another version.
    @Test func tagsThatOnlyTheEntryTellsCountToo() async throws {
        try await withTier { tier, _ in
            #expect(await tier.keep("a", "value", tags: tags))
            #expect(await tier.text("a", tags: ["media:7"]) == "value")
            #expect(await tier.invalidate(["user:1"]))
            #expect(await tier.text("a", tags: ["media:7"]) == nil)
        }
    }

    @Test func anEntryKeptUnderTooFewTagsIsAMiss() async throws {
        try await withTier { tier, _ in
            #expect(await tier.keep("a", "value", tags: ["media:7"]))
            #expect(await tier.text("a", tags: tags) == nil)
        }
    }

    @Test func whatCannotBeReadIsAMiss() async throws {
        try await withTier { tier, redis in
            for nonsense in [[], [1], [9, 9, 9], Array("{\"json\":true}".utf8)] as [[UInt8]] {
                try await redis.set(CacheKeys.entry("a"), nonsense)
                #expect(await tier.text("a", tags: tags) == nil)
            }
            #expect(await tier.keep("a", "value", tags: tags))
            #expect(await tier.text("a", tags: tags) == "value")
        }
    }

    @Test func warmsWhatCanBeLoaded() async throws {
        struct Failure: Error {}
        try await withTier { tier, _ in
            let stored = await tier.warm([
                TierWarming("a", tags: tags) { Array("warm".utf8) },
                TierWarming("broken", tags: tags) { throw Failure() },
                TierWarming("overtaken", tags: ["media:8"]) {
                    _ = await tier.invalidate(["media:8"])
                    return Array("old".utf8)
                },
            ])
            #expect(stored == 2)
            #expect(await tier.text("a", tags: tags) == "warm")
            #expect(await tier.text("broken", tags: tags) == nil)
            #expect(await tier.text("overtaken", tags: ["media:8"]) == nil)
        }
    }

    @Test func invalidatingWhatNobodyKeepsLeavesNothingBehind() async throws {
        try await withTier { tier, redis in
            #expect(await tier.invalidate(["media:1", "media:2"]))
            let size = try await redis.send(RedisCommand("DBSIZE")).decodedInt()
            #expect(size == 0)
        }
    }
}
