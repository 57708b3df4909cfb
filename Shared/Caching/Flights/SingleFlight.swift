import Synchronization

/// Lets identical questions that are asked at the same time be answered by one flight.
///
/// A question joins a flight only while the flight's fence is intact: what was read before an invalidation must not answer
/// a question that came after it. Such a question starts a flight of its own, and later ones join that.
package final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let state = Mutex(FlightTable<Key, Value>())

    package init() {}

    package var statistics: FlightStatistics { state.withLock(\.statistics) }

    /// What `fetch` returns or throws, be it this caller's or that of the flight it joined. Nothing is kept afterwards.
    ///
    /// A caller who is cancelled gets `CancellationError` at once, and the flight goes on for the others; when all have left
    /// it is cancelled. `fetch` runs in the task-local values of the caller who started it.
    /// - Parameter fence: taken before this call, for what `fetch` will depend on.
    package func value(
        for key: Key, fence: TagFence, _ fetch: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let passenger = state.withLock { $0.newPassenger() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { board(passenger, key, fence, $0, fetch) }
        } onCancel: {
            leave(passenger)
        }
    }

    private func board(
        _ passenger: UInt64, _ key: Key, _ fence: TagFence, _ continuation: CheckedContinuation<Value, any Error>,
        _ fetch: @escaping @Sendable () async throws -> Value
    ) {
        let action = state.withLock { state -> FlightTable<Key, Value>.BoardAction? in
            // Under the lock: a cancellation is either seen here or finds the passenger on board.
            Task.isCancelled ? nil : state.boarded(passenger, key, fence, continuation)
        }
        switch action {
        case .start(let flight): start(flight, fetch)
        case .joined: break
        case nil: continuation.resume(throwing: CancellationError())
        }
    }

    private func start(_ flight: UInt64, _ fetch: @escaping @Sendable () async throws -> Value) {
        // Unstructured, because a flight outlives whoever started it for as long as one passenger is left.
        let task = Task {
            do {
                let value = try await fetch()
                land(flight, .success(value))
            } catch {
                land(flight, .failure(error))
            }
        }
        // All may have left before there was anything to cancel.
        if !state.withLock({ $0.started(flight, task) }) { task.cancel() }
    }

    private func land(_ flight: UInt64, _ result: Result<Value, any Error>) {
        for passenger in state.withLock({ $0.landed(flight) }) { passenger.resume(with: result) }
    }

    private func leave(_ passenger: UInt64) {
        let action = state.withLock { $0.left(passenger) }
        action?.task?.cancel()
        action?.continuation.resume(throwing: CancellationError())
    }
}
