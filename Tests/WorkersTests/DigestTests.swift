import Contracts
import TestSupport
import Testing

@testable import workers

@Suite(.timeLimit(.minutes(1))) struct DigestTests {
    private static let day: Duration = .seconds(86_400)
    private static let noon = Timestamp(milliseconds: 1_700_000_000_000)

    private func count(_ world: NotificationWorld, _ number: Int, at time: Timestamp) async throws {
        let media = MediaFacts(
            id: .make(), type: .photo, source: .library, title: "", artist: nil, album: nil, durationSeconds: nil, thumbnailUrl: nil,
            version: 1)
        try await world.database.withTransaction { connection in
            for _ in 0..<number {
                try await Workers.countNewMedia(MediaAdded(media: media), in: Digest.period(of: Self.day, at: time), connection)
            }
        }
    }

    private func digest(_ world: NotificationWorld) -> Digest {
        Digest(database: world.database, length: Self.day, logger: TestPostgres.quietLogger)
    }

    @Test func tellsOfPeriodsThatAreOverOnceAndOfSeveralTogether() async throws {
        try await withNotificationWorld { world in
            try await world.choose(.init(type: .newMedia, inbox: true))
            try await count(world, 3, at: Self.noon)
            try await digest(world).tell(now: Self.noon)
            #expect(try await world.listed().isEmpty, "the day is not over")
            try await count(world, 2, at: Self.noon + Self.day)
            try await count(world, 7, at: Self.noon + Self.day * 2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { try await digest(world).tell(now: Self.noon + Self.day * 2) } }
                try await group.waitForAll()
            }
            #expect(try await world.listed().map(\.body) == ["5 items were added."])
        }
    }

    @Test func whoWantsNoneGetsNone() async throws {
        try await withNotificationWorld { world in
            let wants = UserID.make()
            try await world.choose(.init(type: .newMedia, inbox: true), for: wants)
            try await world.choose(.init(type: .newMedia, inbox: false))
            try await count(world, 1, at: Self.noon)
            try await digest(world).tell(now: Self.noon + Self.day)
            #expect(try await world.listed(for: wants).map(\.body) == ["One item was added."])
            #expect(try await world.listed().isEmpty)
        }
    }

    @Test func nothingNewIsNoNews() async throws {
        try await withNotificationWorld { world in
            try await world.choose(.init(type: .newMedia, inbox: true))
            try await digest(world).tell(now: Self.noon)
            #expect(try await world.listed().isEmpty)
        }
    }
}
