import Contracts
import Jobs
import TestSupport
import Testing

@testable import workers

@Suite(.timeLimit(.minutes(1))) struct NotificationStoreTests {
    @Test func eachBrowserGetsAJobAndTheListAFact() async throws {
        try await withNotificationWorld { world in
            for _ in 0..<3 { _ = try await world.subscribe() }
            _ = try await world.subscribe(as: .make())
            try await world.add(.scan())
            #expect(try await world.listed().count == 1)
            #expect(try await world.outbox() == [NotificationAdded.name] + Array(repeating: PushDelivery.type, count: 3))
        }
    }

    @Test func onlyTheWantedWaysAreTaken() async throws {
        try await withNotificationWorld { world in
            _ = try await world.subscribe()
            try await world.choose(.init(type: .scanFinished, inbox: false))
            try await world.add(.scan())
            #expect(try await world.outbox() == [PushDelivery.type])
            try await world.choose(.init(type: .scanFinished, inbox: false, push: false))
            try await world.add(.scan())
            #expect(try await world.outbox() == [PushDelivery.type])
            #expect(try await world.listed().isEmpty)
        }
    }

    @Test func ofOneJobAUserIsToldOnce() async throws {
        try await withNotificationWorld { world in
            _ = try await world.subscribe()
            let job = JobID.make()
            for _ in 0..<3 {
                try await world.add(
                    Contracts.Notification(id: .make(), type: .jobFailed, title: "", body: "", jobId: job, createdAt: .now()))
            }
            #expect(try await world.listed().count == 1)
            #expect(try await world.outbox() == [NotificationAdded.name, PushDelivery.type])
        }
    }

    @Test func whatWasReadLongAgoIsSwept() async throws {
        try await withNotificationWorld { world in
            let (read, unread) = (Contracts.Notification.scan(), Contracts.Notification.scan())
            try await world.add(read)
            try await world.add(unread)
            try await world.database.withTransaction { try await PostgresNotificationStore.markRead(read.id, of: world.user, $0) }
            try await world.store.sweep(NotificationRetention(), now: .now() + .seconds(89 * 86_400))
            #expect(try await world.listed().count == 2)
            try await world.store.sweep(NotificationRetention(), now: .now() + .seconds(91 * 86_400))
            #expect(try await world.listed().map(\.id) == [unread.id])
        }
    }

    @Test func eachUserKeepsTheNewest() async throws {
        try await withNotificationWorld { world in
            let other = UserID.make()
            for second in 0..<12 { try await world.add(.scan(at: .now() + .seconds(second))) }
            for _ in 0..<3 { try await world.add(.scan(), for: other) }
            let before = try await world.listed()
            var retention = NotificationRetention()
            retention.count = 5
            try await world.store.sweep(retention)
            #expect(try await world.listed() == Array(before.prefix(5)))
            #expect(try await world.listed(for: other).count == 3)
        }
    }
}
