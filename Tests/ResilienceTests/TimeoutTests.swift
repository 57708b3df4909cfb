import Synchronization
import Testing

@testable import Resilience

@Suite(.timeLimit(.minutes(1))) struct TimeoutTests {
    private let clock = ManualClock()

    @Test func theResultWinsAndTheTimerIsGone() async throws {
        let clock = clock
        let result = try await withTimeout(.seconds(5), clock: clock) {
            await clock.whenAsleep()
            return 42
        }
        #expect(result == 42)
        #expect(clock.sleeperCount == 0)
    }

    @Test func theTimerWinsAndTheOperationIsCancelled() async {
        let clock = clock
        let wasCancelled = Mutex(false)
        await #expect(throws: DeadlinePassed.self) {
            try await withTimeout(.seconds(5), clock: clock) {
                await clock.whenAsleep()
                clock.advance(by: .seconds(5))
                do {
                    try await Task.sleep(for: .seconds(3600))
                } catch {
                    wasCancelled.withLock { $0 = true }
                    throw error
                }
            }
        }
        #expect(wasCancelled.withLock { $0 })
    }

    @Test func theOperationsErrorComesThrough() async {
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            try await withTimeout(.seconds(5), clock: clock) { throw Broken() }
        }
    }

    @Test func whenTheCallerIsCancelledTheOperationAnswers() async throws {
        let clock = clock
        let caller = Task {
            try await withTimeout(.seconds(5), clock: clock) {
                // The timer is asleep before the caller is cancelled, so it could win if it were let.
                await clock.whenAsleep()
                try? await Task.sleep(for: .seconds(3600))
                // Leaves the timer every chance to be first.
                while clock.sleeperCount > 0 { await Task.yield() }
                for _ in 0..<1000 { await Task.yield() }
                return "saved"
            }
        }
        await clock.whenAsleep()
        caller.cancel()
        #expect(try await caller.value == "saved")
    }

    @Test func aPassedDeadlineStartsNothing() async {
        await #expect(throws: DeadlinePassed.self) {
            try await withTimeout(until: .after(.zero)) { Issue.record("must not run") }
        }
    }
}
