import Contracts
import Postgres
import TestSupport
import Testing

@testable import playlists

/// No reader may pass a change that becomes visible behind it.
@Suite struct FeedOrderTests {
    @Test func nobodyCommitsBehindATransactionThatIsStillOpen() async throws {
        try await withFeedWorld { world in
            let gate = Gate()
            let (late, next) = (MediaID.make(), MediaID.make())
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await world.append(late) { try await gate.pass() } }
                try await eventually { gate.arrived == 1 }
                let overtakers = Journal<MediaID>()
                tasks.addTask {
                    overtakers.append(try await world.append(next))
                }
                try await eventually { try await Self.waiting(world) == 1 }
                let before = try await world.walk()
                #expect(before.changes.isEmpty && overtakers.count == 0)
                gate.open()
                try await tasks.waitForAll()
                #expect(try await world.walk(since: before.end).changes.map(\.id.uuid) == [late.uuid, next.uuid])
            }
        }
    }

    @Test func aReaderThatFollowsManyWritersSeesEachOnceInOrder() async throws {
        try await withFeedWorld { world in
            let writers = 8, each = 25
            let (seen, done) = (Journal<Change>(), Journal<Int>())
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for writer in 0..<writers {
                    tasks.addTask {
                        defer { done.append(writer) }
                        // How long each takes to commit is a matter of chance.
                        for _ in 0..<each {
                            try await world.append { try await Task.sleep(for: .microseconds(Int.random(in: 0...2_000))) }
                        }
                    }
                }
                tasks.addTask {
                    var since: ChangePosition?
                    while true {
                        let isOver = done.count == writers
                        let (changes, end) = try await world.walk(since: since)
                        for change in changes { seen.append(change) }
                        since = end
                        if isOver { return }
                    }
                }
                try await tasks.waitForAll()
            }
            let numbers = try seen.all.map { try ChangePosition(text: $0.position).number }
            #expect(Set(seen.all.map(\.id)).count == writers * each)
            #expect(numbers.count == writers * each)
            #expect(numbers == numbers.sorted())
        }
    }

    /// Who waits for the right to append.
    private static func waiting(_ world: FeedWorld) async throws -> Int {
        try await world.database.query(
            """
            SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND NOT granted AND application_name = current_setting('application_name')
            """
        ).first?.get(0) ?? 0
    }
}
