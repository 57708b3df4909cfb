import Contracts
import TestSupport
import Testing

@testable import playlists

@Suite struct FeedRetentionTests {
    private static let old = Timestamp.now() - .seconds(8 * 86_400)

    private func retention(count: Int) -> ChangeRetention {
        var retention = ChangeRetention()
        retention.count = count
        return retention
    }

    private func isGone(_ world: FeedWorld, _ position: ChangePosition) async throws -> Bool {
        do {
            _ = try await world.walk(since: position)
            return false
        } catch let problem as Problem {
            #expect(problem.status == 410 && problem.type == "/problems/gone")
            return true
        }
    }

    @Test func keepsWhatIsYoungOrAmongTheNewest() async throws {
        try await withFeedWorld { world in
            try await world.append(count: 20, at: Self.old)
            try await world.append(count: 5)
            try await world.feed(keeping: retention(count: 10)).sweep()
            #expect(try await world.walk().changes.count == 10, "the newest ten, five of them old")
            try await world.feed(keeping: retention(count: 2)).sweep()
            #expect(try await world.walk().changes.count == 5, "what is young stays, whatever its number")
            try await world.feed(keeping: retention(count: 100)).sweep()
            #expect(try await world.walk().changes.count == 5)
        }
    }

    @Test func aPositionWhoseSuccessorsAreGoneIsToldSo() async throws {
        try await withFeedWorld { world in
            let start = try await world.walk().end
            try await world.append(count: 20, at: Self.old)
            try await world.feed(keeping: retention(count: 8)).sweep()
            #expect(try await isGone(world, start))
            #expect(try await isGone(world, ChangePosition(11)))
            #expect(try await !isGone(world, ChangePosition(12)), "it has seen all that was swept")
            #expect(try await world.walk(since: ChangePosition(12)).changes.count == 8)
        }
    }

    @Test func aPositionStaysGoodWhenNothingFollowedIt() async throws {
        try await withFeedWorld { world in
            try await world.append(count: 3, at: Self.old)
            let end = try await world.walk().end
            try await world.feed(keeping: retention(count: 0)).sweep()
            #expect(try await world.walk().changes.isEmpty)
            #expect(try await !isGone(world, end))
            #expect(try await world.feed().end() == end)
        }
    }

    @Test func aPositionAheadOfTheFeedIsNotBelieved() async throws {
        try await withFeedWorld { world in
            try await world.append(count: 3)
            #expect(try await isGone(world, ChangePosition(4)))
        }
    }

    @Test func sweepsMoreThanOneBatch() async throws {
        try await withFeedWorld { world in
            try await world.append(count: 25_000, at: Self.old)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<3 { tasks.addTask { try await world.feed(keeping: retention(count: 100)).sweep() } }
                try await tasks.waitForAll()
            }
            try await world.feed(keeping: retention(count: 100)).sweep()
            #expect(try await world.walk(limit: 100).changes.count == 100)
        }
    }
}
