import Resilience
import Synchronization

/// Where tasks wait for something to become true, without looking again and again.
///
/// Whoever changes something calls `wake` after the change. A wish is looked at once more after it was entered, so a change
/// in between is not missed.
final class WaitingRoom<Wish: Sendable>: Sendable {
    private typealias Continuation = CheckedContinuation<Void, any Error>

    private struct State: Sendable {
        var waiting: [UInt64: (wish: Wish, continuation: Continuation)] = [:]
        var lastNumber: UInt64 = 0
    }

    private let state = Mutex(State())

    var count: Int { state.withLock(\.waiting.count) }

    /// Returns whether `isMet` held within `limit`. Cancellation ends the wait.
    func wait(
        for wish: Wish, limit: Duration, clock: some Clock<Duration>, isMet: @escaping @Sendable () -> Bool
    ) async -> Bool {
        if isMet() { return true }
        guard limit > .zero else { return false }
        do {
            try await withTimeout(limit, clock: clock) { try await self.wait(for: wish, isMet) }
        } catch {
            // Too late or cancelled: what counts is how it stands now.
        }
        return isMet()
    }

    func wake(where isMet: (Wish) -> Bool) {
        let woken = state.withLock { state in
            let numbers = state.waiting.compactMap { isMet($1.wish) ? $0 : nil }
            return numbers.compactMap { state.waiting.removeValue(forKey: $0)?.continuation }
        }
        for continuation in woken { continuation.resume() }
    }

    private func wait(for wish: Wish, _ isMet: @Sendable () -> Bool) async throws {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if enter(number, wish, continuation), isMet() { leave(number)?.resume() }
            }
        } onCancel: {
            leave(number)?.resume(throwing: CancellationError())
        }
    }

    /// False when the task was cancelled already, and told so.
    private func enter(_ number: UInt64, _ wish: Wish, _ continuation: Continuation) -> Bool {
        let isCancelled = state.withLock { state in
            // Under the lock: a cancellation is either seen here or finds the continuation.
            guard !Task.isCancelled else { return true }
            state.waiting[number] = (wish, continuation)
            return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        return !isCancelled
    }

    private func leave(_ number: UInt64) -> Continuation? {
        state.withLock { $0.waiting.removeValue(forKey: number)?.continuation }
    }
}
