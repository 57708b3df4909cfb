import Contracts
import TestSupport
import Testing

@testable import Caching

@Suite struct AppliedPositionsTests {
    private let applied = AppliedPositions()
    private let long = Duration.seconds(60)

    private func position(_ facts: (ServiceName, Int64)...) -> Position {
        facts.reduce(into: Position()) { $0.merge(Position($1.0, $1.1)) }
    }

    @Test func aPositionIsAppliedWhenEachOfItsFactsIs() {
        let wanted = position((.media, 7), (.playlists, 3))
        #expect(applied.hasApplied(Position()))
        applied.apply(.media, 7)
        #expect(!applied.hasApplied(wanted))
        #expect(!applied.hasApplied(.playlists, 7))
        applied.apply(.playlists, 3)
        #expect(applied.hasApplied(wanted))
    }

    @Test func aResetForgetsAll() {
        applied.apply(.media, 7)
        applied.settle(Position(.auth, 1))
        applied.reset()
        #expect(!applied.hasApplied(.media, 7))
        #expect(!applied.hasApplied(.auth, 1))
    }

    /// A client can send any number. Once settled, it must not make others look old.
    @Test func settlingAnIDFromTheCloudsMovesNoWindow() {
        applied.apply(.media, 7)
        applied.settle(Position(.media, 1_000_000_000))
        #expect(applied.hasApplied(.media, 1_000_000_000))
        #expect(!applied.hasApplied(.media, 8))
    }

    @Test func whoWaitsIsToldWhenItIsApplied() async throws {
        let wanted = position((.media, 7), (.playlists, 3))
        async let isApplied = applied.wait(for: wanted, limit: long)
        try await eventually { applied.waitingCount == 1 }
        applied.apply(.media, 6)
        applied.apply(.playlists, 3)
        applied.apply(.media, 7)
        #expect(await isApplied)
        #expect(applied.waitingCount == 0)
    }

    @Test func whoWaitsIsToldWhenItIsSettled() async throws {
        async let isApplied = applied.wait(for: Position(.media, 7), limit: long)
        try await eventually { applied.waitingCount == 1 }
        applied.settle(Position(.media, 7))
        #expect(await isApplied)
    }

    @Test func nobodyWaitsForWhatIsThere() async {
        applied.apply(.media, 7)
        #expect(await applied.wait(for: Position(.media, 7), limit: .zero))
        #expect(await applied.wait(for: Position(), limit: .zero))
        #expect(await !applied.wait(for: Position(.media, 8), limit: .zero))
    }

    @Test func theWaitEndsAtItsLimit() async {
        #expect(await !applied.wait(for: Position(.media, 7), limit: long, clock: ImpatientClock()))
        #expect(applied.waitingCount == 0)
    }

    @Test func cancellationEndsTheWait() async throws {
        let waiter = Task { await applied.wait(for: Position(.media, 7), limit: long) }
        try await eventually { applied.waitingCount == 1 }
        waiter.cancel()
        #expect(await !waiter.value)
        #expect(applied.waitingCount == 0)
    }

    /// However the announcement and the wait meet, nobody sleeps through it.
    @Test func noAnnouncementIsMissed() async {
        for id in Int64(0)..<2_000 {
            async let isApplied = applied.wait(for: Position(.media, id), limit: long)
            async let announced: Void = applied.apply(.media, id)
            await announced
            #expect(await isApplied)
        }
    }
}
