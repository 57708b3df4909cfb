import Contracts
import Resilience
import Synchronization

/// A bus within one process, for tests of use cases: the same promises as `RedisRequester` and `RedisResponder` together.
package final class InMemoryBus: RequestBus {
    private struct State {
        var answers: [ServiceName: Answers] = [:]
        var running: [ServiceName: Int] = [:]
        var lastNumber = 0
    }

    private let state = Mutex(State())
    private let maximumBacklog: Int

    package init(maximumBacklog: Int = 2_000) { self.maximumBacklog = maximumBacklog }

    package func attach(_ answers: Answers, to service: ServiceName) {
        state.withLock { $0.answers[service] = answers }
    }

    package func call(_ outgoing: OutgoingRequest) async throws(BusError) -> Answer {
        let service = outgoing.service
        let (answers, number) = try begin(service)
        defer { state.withLock { $0.running[service, default: 1] -= 1 } }
        let envelope = RequestEnvelope(
            id: "memory-\(number)", name: outgoing.name, deadline: outgoing.deadline, caller: outgoing.caller,
            traceparent: outgoing.traceparent, position: outgoing.position, idempotencyKey: outgoing.idempotencyKey,
            body: outgoing.body)
        do {
            return try await withTimeout(until: outgoing.deadline) {
                guard let answers else {
                    try await Task.sleep(for: .seconds(3600))
                    throw CancellationError()
                }
                let answer = await answers.answer(envelope)
                try Task.checkCancellation()
                return answer
            }
        } catch is DeadlinePassed {
            throw BusError(.timedOut, service: service)
        } catch {
            throw BusError(.cancelled, service: service)
        }
    }

    /// A service that nobody has attached is one with no replica: its requests wait for their deadline.
    private func begin(_ service: ServiceName) throws(BusError) -> (Answers?, Int) {
        let admitted = state.withLock { state -> (Answers?, Int)? in
            guard state.running[service, default: 0] < maximumBacklog else { return nil }
            state.running[service, default: 0] += 1
            state.lastNumber += 1
            return (state.answers[service], state.lastNumber)
        }
        guard let admitted else { throw BusError(.overloaded, service: service) }
        return admitted
    }
}
