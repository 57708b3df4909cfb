import Redis
import TestSupport
import Testing

@testable import Caching

/// What the tier does when Redis fails, forgets or is away.
@Suite struct RedisTierTrustTests {
    private let tags: [CacheTag] = ["media:7"]

    @Test func afterAnInvalidationThatFailedNothingOldIsEverGivenOut() async throws {
        let server = try PrivateRedisServer()
        try await withClient(server.url) { client in
            let tier = makeTier(client)
            #expect(await tier.keep("a", "old", tags: tags))
            // The server refuses the invalidation alone: everything that was there stays.
            try await server.refusing("set") { #expect(await !tier.invalidate(tags)) }
            #expect(!tier.statistics.isTrusted)
            #expect(await tier.text("a", tags: tags) == nil)
            #expect(tier.statistics.renewals == 2)
            #expect(tier.statistics.isTrusted)
            #expect(await tier.keep("a", "new", tags: tags))
            #expect(await tier.text("a", tags: tags) == "new")
        }
    }

    @Test func isLeftAloneUntilANewEpochIsWritten() async throws {
        let server = try PrivateRedisServer()
        try await withClient(server.url) { client in
            let tier = makeTier(client)
            #expect(await tier.keep("a", "old", tags: tags))
            try await server.refusing("set") {
                #expect(await !tier.invalidate(tags))
                for _ in 0..<5 { #expect(await tier.get("a", tags: tags) == .miss(nil)) }
                #expect(!tier.statistics.isTrusted)
            }
            // The old entry, its generations and its epoch are all still there. That alone would be a hit.
            #expect(try await client.exists(CacheKeys.entry("a")))
            try await eventually {
                _ = await tier.get("a", tags: tags)
                return tier.statistics.isTrusted
            }
            #expect(await tier.text("a", tags: tags) == nil)
        }
    }

    /// What another process was told to distrust is empty for everybody.
    @Test func aNewEpochEmptiesTheTierForAll() async throws {
        try await withTier { tier, redis in
            let other = makeTier(redis)
            #expect(await tier.keep("a", "old", tags: tags))
            #expect(await other.text("a", tags: tags) == "old")
            other.distrust()
            #expect(await other.text("a", tags: tags) == nil)
            #expect(await tier.text("a", tags: tags) == nil)
            #expect(other.statistics.renewals == 1)
        }
    }

    /// A server that was killed comes back with what it last wrote to disk, which can be from before an invalidation.
    @Test func aServerThatHasForgottenAnInvalidationIsEmptied() async throws {
        let server = try PrivateRedisServer()
        try await withClient(server.url) { client in
            let tier = makeTier(client)
            #expect(await tier.keep("a", "old", tags: tags))
            let keys = [CacheKeys.epoch, CacheKeys.entry("a"), CacheKeys.generation("media:7"), CacheKeys.generation("media:*")]
            let before = try await client.mget(keys)
            #expect(await tier.invalidate(tags))
            server.stop()
            try server.start()
            try await withClient(server.url) { other in
                for (key, value) in zip(keys, before) { try await other.set(key, try #require(value)) }
            }
            try await eventually { client.isConnected }
            try await eventually { await tier.get("a", tags: tags) != .miss(nil) }
            #expect(await tier.text("a", tags: tags) == nil)
            #expect(tier.statistics.renewals == 2)
            // A process that starts now sees that the epoch is of this run.
            let later = makeTier(client)
            #expect(await later.keep("a", "new", tags: tags))
            #expect(later.statistics.renewals == 0)
        }
    }

    /// The guard above is what makes the difference: the same state is a hit where the run is the same.
    @Test func theSameStateOnTheSameRunWouldBeAHit() async throws {
        try await withTier { tier, redis in
            #expect(await tier.keep("a", "old", tags: tags))
            let keys = [CacheKeys.generation("media:7"), CacheKeys.generation("media:*")]
            let before = try await redis.mget(keys)
            #expect(await tier.invalidate(tags))
            for (key, value) in zip(keys, before) { try await redis.set(key, try #require(value)) }
            #expect(await tier.text("a", tags: tags) == "old")
        }
    }

    @Test func anotherConnectionToTheSameRunEmptiesNothing() async throws {
        try await withTier { tier, redis in
            #expect(await tier.keep("a", "value", tags: tags))
            let id = try await tier.client.send(RedisCommand("CLIENT", "ID")).decodedInt()
            _ = try await redis.send(RedisCommand("CLIENT", "KILL", "ID", id))
            try await eventually { tier.client.statistics.reconnects == 1 }
            #expect(!tier.statistics.isTrusted)
            #expect(await tier.text("a", tags: tags) == "value")
            #expect(tier.statistics.renewals == 1)
        }
    }

    @Test func beingAwayCostsNothingButHits() async throws {
        let server = try PrivateRedisServer()
        try await withClient(server.url) { client in
            let tier = makeTier(client)
            #expect(await tier.keep("a", "old", tags: tags))
            let fence = try #require(await tier.fence(tags))
            server.stop()
            try await eventually { !client.isConnected }
            #expect(await tier.get("a", tags: tags) == .miss(nil))
            #expect(await tier.fence(tags) == nil)
            #expect(await !tier.set("a", [1], fence: fence))
            #expect(await tier.warm([TierWarming("a", tags: tags) { [1] }]) == 0)
            #expect(await !tier.invalidate(tags))
            #expect(tier.statistics.skipped == 1)
            #expect(tier.statistics.failedInvalidations == 1)
        }
    }

    @Test func beingSlowIsNotWaitedFor() async throws {
        let server = try PrivateRedisServer()
        try await withClient(server.url) { client in
            let tier = makeTier(client, patience: .milliseconds(50))
            try await eventually { await tier.keep("a", "old", tags: tags) }
            try await withClient(server.url) { other in
                let (before, failures) = (ContinuousClock.now, tier.statistics.failures)
                _ = try await other.send(RedisCommand("CLIENT", "PAUSE", 60_000, "ALL"))
                #expect(await tier.get("a", tags: tags) == .miss(nil))
                // The pause is a minute; the margin is for a busy machine.
                #expect(ContinuousClock.now - before < .seconds(20))
                #expect(tier.statistics.failures > failures)
                #expect(await !tier.invalidate(tags))
                #expect(!tier.statistics.isTrusted)
            }
        }
    }

    @Test func aCancelledAskerIsNoFailureOfTheTier() async throws {
        try await withTier { tier, _ in
            #expect(await tier.keep("a", "value", tags: tags))
            let asker = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return (await tier.get("a", tags: tags), await tier.invalidate(["media:8"]))
            }
            let (lookup, isInvalidated) = await asker.value
            #expect(lookup == .miss(nil))
            #expect(isInvalidated)
            #expect(tier.statistics.failures == 0)
            #expect(await tier.text("a", tags: tags) == "value")
        }
    }
}

extension PrivateRedisServer {
    /// The default user may not call the command for the scope; connections stay.
    fileprivate func refusing(_ command: String, _ body: () async throws -> Void) async throws {
        try await withClient(url) { admin in
            _ = try await admin.send(RedisCommand("ACL", "SETUSER", "default", "-\(command)"))
            try await body()
            _ = try await admin.send(RedisCommand("ACL", "SETUSER", "default", "+\(command)"))
        }
    }
}
