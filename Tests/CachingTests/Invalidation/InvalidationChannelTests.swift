import Contracts
import Redis
import Resilience
import TestSupport
import Testing

@testable import Caching

@Suite struct InvalidationChannelTests {
    private let long = Duration.seconds(60)
    private let item: CacheTag = "media:7"

    private func invalidation(_ id: Int64) -> Invalidation { Invalidation([item], fact: Fact(.media, id)) }

    private func fill(_ process: TestProcess, _ tag: CacheTag? = nil) -> Bool {
        process.cache.fill(1, for: "a", fence: process.generations.fence([tag ?? item]))
    }

    @Test func theWritersOwnCachesAreDoneWhenItReturns() async throws {
        try await withProcesses(1) { processes in
            let writer = processes[0]
            #expect(fill(writer))
            #expect(await writer.tier.keep("a", "old", tags: [item]))
            try await writer.channel.invalidate(invalidation(42), limit: long)
            #expect(writer.cache.lookup("a").fresh == nil)
            #expect(await writer.tier.text("a", tags: [item]) == nil)
            #expect(writer.applied.hasApplied(.media, 42))
        }
    }

    @Test func othersHearOfIt() async throws {
        try await withProcesses { processes in
            #expect(fill(processes[1]))
            try await processes[0].channel.invalidate(invalidation(42), limit: long)
            #expect(await processes[1].applied.wait(for: Position(.media, 42), limit: long))
            #expect(processes[1].cache.lookup("a").fresh == nil)
        }
    }

    @Test func catchingUpProvesAPositionThatWasNeverHeard() async throws {
        try await withProcesses { processes in
            // Applied where it was written, and told to nobody: as before this process was started.
            processes[0].applied.apply(.media, 42)
            #expect(!processes[1].applied.hasApplied(.media, 42))
            #expect(await processes[1].channel.catchUp(to: Position(.media, 42), limit: long))
            #expect(processes[1].applied.hasApplied(.media, 42))
        }
    }

    @Test func whoCatchesUpHasAppliedWhatWasAcknowledged() async throws {
        try await withProcesses { processes in
            for id in Int64(1)...200 {
                #expect(fill(processes[1]))
                try await processes[0].channel.invalidate(invalidation(id), limit: long)
                #expect(await processes[1].channel.catchUp(to: Position(.media, id), limit: long))
                #expect(processes[1].cache.lookup("a").fresh == nil)
            }
        }
    }

    @Test func catchingUpIsBoundedByTheDeadline() async throws {
        try await withProcesses(1) { processes in
            let position = Position(.media, 42)
            let isApplied = await Deadline.within(.zero) { await processes[0].channel.catchUp(to: position, limit: long) }
            #expect(!isApplied)
        }
    }

    @Test func whoDoesNotListenCannotCatchUp() async throws {
        try await withProcesses(1) { processes in
            processes[0].channel.listener.receive(.lost)
            #expect(await !processes[0].channel.catchUp(to: Position(.media, 42), limit: long))
            #expect(processes[0].channel.mark == nil)
        }
    }

    @Test func marksAreReachedInTheOrderOfTheChannel() async throws {
        try await withProcesses { processes in
            try await processes[0].channel.invalidate(invalidation(1), limit: long)
            let mark = try #require(processes[0].channel.mark)
            #expect(await processes[1].channel.reach(mark, limit: long))
            #expect(processes[1].applied.hasApplied(.media, 1))
            #expect(CacheMark(mark.description) == mark)
            let beyond = CacheMark(number: mark.number + 1_000_000_000_000)
            #expect(!processes[1].channel.hasReached(beyond))
            #expect(await !processes[1].channel.reach(beyond, limit: .milliseconds(1)))
        }
    }

    @Test func aLostConnectionFlushesAndStartsAgain() async throws {
        try await withProcesses(1) { processes in
            let listener = processes[0]
            #expect(fill(listener))
            listener.applied.apply(.media, 1)
            let flushes = listener.generations.statistics.flushes
            try await withClient(TestRedis.database()) { try await listener.deafen($0) }
            try await eventually { listener.generations.statistics.flushes >= flushes + 2 && listener.channel.mark != nil }
            #expect(listener.cache.lookup("a").invalidated == 1)
            #expect(!listener.applied.hasApplied(.media, 1))
            #expect(!listener.tier.statistics.isTrusted)
            #expect(fill(listener))
        }
    }

    @Test func whileRedisIsAwayNothingIsFreshAndAWriteIsNotTold() async throws {
        let server = try PrivateRedisServer()
        try await withProcesses(1, url: server.url) { processes in
            let process = processes[0]
            #expect(fill(process))
            server.stop()
            try await eventually { !process.channel.isListening }
            #expect(process.cache.lookup("a").invalidated == 1)
            await #expect(throws: RedisError.self) {
                try await process.channel.invalidate(invalidation(42), limit: .milliseconds(10))
            }
            #expect(process.applied.hasApplied(.media, 42))
            try server.start()
            try await eventually { process.channel.mark != nil }
            #expect(fill(process))
        }
    }

    @Test func theOthersDistrustTheTierWhenTheWriterCouldNotTellIt() async throws {
        try await withProcesses { processes in
            #expect(await processes[1].tier.keep("a", "old", tags: [item]))
            #expect(processes[1].tier.statistics.isTrusted)
            let message = InvalidationMessage.invalidate(invalidation(42), isTierTold: false)
            _ = try await processes[0].channel.publish(message, deadline: .now + long).get()
            #expect(await processes[1].applied.wait(for: Position(.media, 42), limit: long))
            #expect(!processes[1].tier.statistics.isTrusted)
            #expect(await processes[1].tier.text("a", tags: [item]) == nil)
        }
    }

    @Test func aFlushReachesEverybody() async throws {
        try await withProcesses { processes in
            for process in processes { #expect(fill(process)) }
            #expect(await processes[1].tier.keep("a", "old", tags: [item]))
            try await processes[0].channel.flush(limit: long)
            #expect(await processes[1].channel.catchUp(to: Position(.media, 1), limit: long))
            for process in processes { #expect(process.cache.lookup("a").fresh == nil) }
            #expect(await processes[0].tier.text("a", tags: [item]) == nil)
        }
    }

    @Test func cancellingAWriterDoesNotStopTheInvalidation() async throws {
        try await withProcesses { processes in
            let writer = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await processes[0].channel.invalidate(invalidation(42), limit: long)
            }
            try await writer.value
            #expect(await processes[1].applied.wait(for: Position(.media, 42), limit: long))
        }
    }

    @Test func numbersGrowEvenWhenTheServerForgetsThem() async throws {
        try await withProcesses(1) { processes in
            let (channel, client) = (processes[0].channel, processes[0].client)
            let deadline = ContinuousClock.now + long
            let before = try await channel.publish(.barrier("x"), deadline: deadline).get()
            for case let key? in try await client.send(RedisCommand("KEYS", "*:last")).decodedArray().map(\.string) {
                try await client.del(key)
            }
            let after = try await channel.publish(.barrier("x"), deadline: deadline).get()
            #expect(after > before)
            #expect(await channel.reach(after, limit: long))
            #expect(processes[0].generations.statistics.flushes > 2)
        }
    }
}
