import Dispatch
import Observability
import Synchronization
import Testing

@testable import auth

@Suite struct HashingThreadsTests {
    /// A job that holds its thread until it is let go.
    private final class Gate: Sendable {
        private let entered = DispatchSemaphore(value: 0)
        private let open = DispatchSemaphore(value: 0)

        @Sendable func pass() {
            entered.signal()
            open.wait()
        }
        func letGo() { open.signal() }
        func untilEntered() async {
            await withCheckedContinuation { continuation in
                // A thread of its own, because waiting on a semaphore blocks.
                DispatchQueue.global().async {
                    self.entered.wait()
                    continuation.resume()
                }
            }
        }
    }

    private func untilWaiting(_ count: Int, _ threads: HashingThreads) async {
        while threads.waiting < count { await Task.yield() }
    }

    @Test func refusesWhenTooManyWait() async throws {
        let threads = HashingThreads(count: 1, queueLimit: 1)
        defer { threads.close() }
        let gate = Gate()
        async let running: Void = threads.run { gate.pass() }
        await gate.untilEntered()
        async let waiting: Int = threads.run { 7 }
        await untilWaiting(1, threads)
        await #expect(throws: HashingBusy.self) { try await threads.run { 8 } }
        gate.letGo()
        try await running
        #expect(try await waiting == 7)
    }

    @Test func forgetsWhatItsCallerGaveUp() async throws {
        let threads = HashingThreads(count: 1, queueLimit: 8)
        defer { threads.close() }
        let gate = Gate()
        let hasRun = Mutex(false)
        async let running: Void = threads.run { gate.pass() }
        await gate.untilEntered()
        let given = Task { try await threads.run { hasRun.withLock { $0 = true } } }
        await untilWaiting(1, threads)
        given.cancel()
        await #expect(throws: CancellationError.self) { try await given.value }
        gate.letGo()
        try await running
        #expect(try await threads.run { 1 } == 1)
        #expect(!hasRun.withLock { $0 })
    }

    @Test func answersWhatWaitsWhenItCloses() async throws {
        let threads = HashingThreads(count: 1, queueLimit: 8)
        let gate = Gate()
        async let running: Void = threads.run { gate.pass() }
        await gate.untilEntered()
        let waiting = Task { try await threads.run { 1 } }
        await untilWaiting(1, threads)
        threads.close()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        gate.letGo()
        try await running
        await #expect(throws: CancellationError.self) { try await threads.run { 1 } }
    }

    @Test func runsEverythingOnceUnderLoad() async throws {
        let threads = HashingThreads(count: 4, queueLimit: 1000)
        defer { threads.close() }
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...500 { group.addTask { try await threads.run { number } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 125_250)
    }

    @Test func tellsHowBusyItsThreadsAre() async throws {
        let registry = MetricsRegistry()
        let threads = HashingThreads(count: 1, queueLimit: 8, metrics: registry)
        let gate = Gate()
        async let running: Void = threads.run { gate.pass() }
        await gate.untilEntered()
        async let waiting: Int = threads.run { 7 }
        await untilWaiting(1, threads)
        #expect(registry.render().contains("auth_hashing_waiting 1\n"))
        gate.letGo()
        try await running
        _ = try await waiting
        threads.close()
        // The second has been answered before it is counted.
        while !registry.render().contains("auth_hashing_seconds_count 2\n") { await Task.yield() }
        let text = registry.render()
        #expect(text.contains("auth_hashing_threads 1\n"))
        #expect(text.contains("auth_hashing_waiting 0\n"))
        #expect(text.contains("auth_hashing_wait_seconds_count 2\n"))
    }

    @Test func passesErrorsOn() async throws {
        let threads = HashingThreads(count: 1, queueLimit: 1)
        defer { threads.close() }
        await #expect(throws: ScryptFailure.self) { try await threads.run { throw ScryptFailure(code: 1) } }
    }
}
