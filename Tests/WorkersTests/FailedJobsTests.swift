import Contracts
import Jobs
import TestSupport
import Testing

@testable import workers

@Suite(.timeLimit(.minutes(1))) struct FailedJobsTests {
    /// Runs so many replicas until the condition holds.
    private func following(_ world: NotificationWorld, replicas: Int = 1, until condition: () async throws -> Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<replicas { group.addTask { await world.failedJobs.run() } }
            try await eventually(.seconds(20), condition)
            group.cancelAll()
        }
    }

    @Test func ownersAreToldOfFailuresAlone() async throws {
        try await withNotificationWorld { world in
            for kind in [JobNews.Kind.started, .progress, .retried, .completed] { try await world.tell(kind) }
            for type in [PushDelivery.type, "email"] { try await world.tell(type: type) }
            let other = UserID.make()
            let (first, second) = (try await world.tell(owner: other), try await world.tell())
            try await following(world) { try await world.listed().count == 1 }
            #expect(try await world.listed().map(\.jobId) == [second])
            #expect(try await world.listed(for: other).map(\.jobId) == [first])
            #expect(try await world.listed().first?.body == "library-scan: It broke.")
        }
    }

    @Test func anyNumberOfReplicasTellsOfEachOnce() async throws {
        try await withNotificationWorld { world in
            // More than one reads at once; without a unique key for its job a second telling would show.
            try await world.database.execute("DROP INDEX notifications_of_job")
            for _ in 0..<700 { try await world.tell() }
            try await following(world, replicas: 3) { try await world.listed().count >= 700 }
            let last = try await world.tell()
            try await following(world, replicas: 3) { try await world.listed().contains { $0.jobId == last } }
            #expect(try await world.listed().count == 701)
        }
    }

    @Test func whoStartsAgainGoesOnWhereItStopped() async throws {
        try await withNotificationWorld { world in
            try await world.database.execute("DROP INDEX notifications_of_job")
            try await world.tell()
            try await following(world) { try await world.listed().count == 1 }
            try await world.tell()
            try await following(world) { try await world.listed().count >= 2 }
            #expect(try await world.listed().count == 2)
        }
    }
}
