import Synchronization
import Testing

@testable import Resilience

@Suite(.timeLimit(.minutes(1))) struct BoundedConcurrencyTests {
    private final class Tally: Sendable {
        private let counts = Mutex((now: 0, peak: 0, total: 0))

        var values: (now: Int, peak: Int, total: Int) { counts.withLock { $0 } }

        func enter() {
            counts.withLock { $0 = ($0.now + 1, max($0.peak, $0.now + 1), $0.total + 1) }
        }

        func leave() {
            counts.withLock { $0.now -= 1 }
        }
    }

    @Test func neverRunsMoreThanTheLimit() async throws {
        let gate = BoundedConcurrency(limit: 3)
        let tally = Tally()
        try await withThrowingTaskGroup { group in
            for _ in 0..<200 {
                group.addTask {
                    try await gate.run {
                        tally.enter()
                        for _ in 0..<5 { await Task.yield() }
                        tally.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(tally.values.now == 0 && tally.values.total == 200)
        #expect(tally.values.peak <= 3)
        #expect(gate.runningCount == 0 && gate.waitingCount == 0)
    }

    @Test func refusesAtOnceWhenTheQueueIsFull() async throws {
        let gate = BoundedConcurrency(limit: 1, maximumWaiting: 1)
        let (first, waiter) = (try await occupied(gate), Task { try await gate.run {} })
        while gate.waitingCount == 0 { await Task.yield() }
        await #expect(throws: ConcurrencyLimitReached.self) { try await gate.run {} }
        first.finish()
        try await waiter.value
    }

    @Test func aCancelledWaiterLeavesAndTheOthersGoOn() async throws {
        let gate = BoundedConcurrency(limit: 1)
        let first = try await occupied(gate)
        let leaver = Task { try await gate.run { Issue.record("must not run") } }
        while gate.waitingCount < 1 { await Task.yield() }
        let patient = Task { try await gate.run { "ran" } }
        while gate.waitingCount < 2 { await Task.yield() }
        leaver.cancel()
        await #expect(throws: CancellationError.self) { try await leaver.value }
        first.finish()
        #expect(try await patient.value == "ran")
    }

    @Test func aFailingBodyGivesItsPlaceBack() async throws {
        struct Broken: Error {}
        let gate = BoundedConcurrency(limit: 1)
        await #expect(throws: Broken.self) { try await gate.run { throw Broken() } }
        #expect(try await gate.run { 1 } == 1)
    }

    /// Takes the only place until the returned stream is finished.
    private func occupied(_ gate: BoundedConcurrency) async throws -> AsyncStream<Void>.Continuation {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let (starts, start) = AsyncStream.makeStream(of: Void.self)
        // Ends with the stream; the test that asked finishes it.
        Task {
            try await gate.run {
                start.finish()
                for await _ in ends {}
            }
        }
        for await _ in starts {}
        return end
    }
}
