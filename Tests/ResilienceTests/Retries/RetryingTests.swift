import Synchronization
import Testing

@testable import Resilience

@Suite(.timeLimit(.minutes(1))) struct RetryingTests {
    private struct Broken: Error, Equatable { let attempt: Int }

    private let budget = RetryBudget(percent: 0, perSecond: 10)
    private let quick = RetryPolicy(attempts: 3, backoff: Backoff(base: .nanoseconds(1), maximum: .nanoseconds(1)))

    /// Fails so many times, then answers with the number of the attempt.
    private final class Flaky: Sendable {
        private let attempts = Atomic(0)
        let failures: Int

        init(failures: Int) { self.failures = failures }

        var count: Int { attempts.load(ordering: .relaxed) }

        func attempt() throws -> Int {
            let attempt = attempts.add(1, ordering: .relaxed).newValue
            guard attempt > failures else { throw Broken(attempt: attempt) }
            return attempt
        }
    }

    @Test(arguments: [0, 1, 2]) func triesUntilItSucceeds(failures: Int) async throws {
        let flaky = Flaky(failures: failures)
        let attempt = try await retrying(quick, budget: budget, when: { _ in true }) { try flaky.attempt() }
        #expect(attempt == failures + 1)
        #expect(budget.snapshot().requests == 1)
        #expect(budget.snapshot().retries == failures)
    }

    @Test func givesUpAfterTheLastAttemptWithItsError() async {
        let flaky = Flaky(failures: 10)
        await #expect(throws: Broken(attempt: 3)) {
            try await retrying(quick, budget: budget, when: { _ in true }) { try flaky.attempt() }
        }
        #expect(flaky.count == 3)
        #expect(budget.snapshot().retries == 2, "what is not tried is not paid")
    }

    @Test func whatWillNotPassIsNotTriedAgain() async {
        let flaky = Flaky(failures: 10)
        await #expect(throws: Broken(attempt: 1)) {
            try await retrying(quick, budget: budget, when: { _ in false }) { try flaky.attempt() }
        }
        #expect(budget.snapshot().retries == 0)
    }

    @Test func withoutATokenItIsNotTriedAgain() async {
        let (poor, flaky) = (RetryBudget(percent: 10, perSecond: 0), Flaky(failures: 10))
        await #expect(throws: Broken(attempt: 1)) {
            try await retrying(quick, budget: poor, when: { _ in true }) { try flaky.attempt() }
        }
        #expect(poor.snapshot().refusedTotal == 1)
    }

    @Test func withoutTimeItIsNotTriedAgain() async {
        let flaky = Flaky(failures: 10)
        await #expect(throws: Broken(attempt: 1)) {
            try await retrying(quick, budget: budget, deadline: .after(.milliseconds(20)), when: { _ in true }) { try flaky.attempt() }
        }
        #expect(budget.snapshot().retries == 0)
    }

    @Test func theTasksDeadlineIsTheDefault() async {
        let (budget, quick, flaky) = (budget, quick, Flaky(failures: 10))
        await Deadline.within(.milliseconds(20)) {
            _ = await #expect(throws: Broken(attempt: 1)) {
                try await retrying(quick, budget: budget, when: { _ in true }) { try flaky.attempt() }
            }
        }
    }

    @Test func whoIsCancelledWhileWaitingLeaves() async {
        let (clock, budget) = (ManualClock(), budget)
        let patient = RetryPolicy(backoff: Backoff(base: .seconds(1), maximum: .seconds(1)))
        let caller = Task {
            try await retrying(patient, budget: budget, clock: clock, when: { _ in true }) { throw Broken(attempt: 1) }
        }
        await clock.whenAsleep()
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await caller.value }
    }

    @Test func cancellationIsNeverTriedAgain() async {
        await #expect(throws: CancellationError.self) {
            try await retrying(quick, budget: budget, when: { _ in true }) { throw CancellationError() }
        }
        #expect(budget.snapshot().retries == 0)
    }

    @Test func waitsAreJitteredAndLeaveRoom() {
        let policy = RetryPolicy(attempts: 4, backoff: Backoff(base: .milliseconds(100), maximum: .seconds(5)), room: .milliseconds(50))
        var generator = SplitMix(seed: 3)
        for (failures, ceiling) in [(1, 100), (2, 200), (3, 400)] {
            let delays = (0..<500).compactMap { _ in policy.delay(afterFailures: failures, remaining: nil, using: &generator) }
            #expect(delays.count == 500)
            #expect(delays.allSatisfy { $0 <= .milliseconds(ceiling) } && delays.contains { $0 > .milliseconds(ceiling) * 0.9 })
            let hurried = (0..<500).compactMap { _ in
                policy.delay(afterFailures: failures, remaining: .milliseconds(100), using: &generator)
            }
            #expect(!hurried.isEmpty && hurried.count < 500 && hurried.allSatisfy { $0 <= .milliseconds(50) })
        }
        let last = policy.delay(afterFailures: 4, remaining: nil, using: &generator)
        #expect(last == nil)
    }
}
