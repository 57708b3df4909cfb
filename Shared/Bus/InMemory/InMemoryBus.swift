import Contracts
import Resilience
import Synchronization

/// A bus within one process, for tests of use cases: the same promises as `RedisRequester` and `RedisResponder` together.
package final class InMemoryBus: RequestBus {
    private struct Service {
        let answers: Answers
        let permits: BoundedConcurrency
    }
    private struct State {
        var services: [ServiceName: Service] = [:]
        var running: [ServiceName: Int] = [:]
        var lastNumber = 0
    }

    private let state = Mutex(State())
    private let concurrency: Int
    private let maximumBacklog: Int

    /// - Parameter concurrency: handlers of one service that may run together.
    package init(concurrency: Int = 64, maximumBacklog: Int = 2_000) {
        self.concurrency = concurrency
        self.maximumBacklog = maximumBacklog
    }

    package func attach(_ answers: Answers, to service: ServiceName) {
        state.withLock { $0.services[service] = Service(answers: answers, permits: BoundedConcurrency(limit: concurrency)) }
    }

    package func call(_ outgoing: OutgoingRequest) async throws(BusError) -> Answer {
        let name = outgoing.service
        let (service, number) = try begin(name)
        defer { state.withLock { $0.running[name, default: 1] -= 1 } }
        let envelope = RequestEnvelope(
            id: "memory-\(number)", name: outgoing.name, deadline: outgoing.deadline, caller: outgoing.caller,
            traceparent: outgoing.traceparent, position: outgoing.position, idempotencyKey: outgoing.idempotencyKey,
            body: outgoing.body)
        do {
            return try await withTimeout(until: outgoing.deadline) {
                guard let service else {
                    try await Task.sleep(for: .seconds(3600))
                    throw CancellationError()
                }
                let answer = try await service.permits.run { await service.answers.answer(envelope) }
                try Task.checkCancellation()
                return answer
            }
        } catch is DeadlinePassed {
            throw BusError(.timedOut, service: name)
        } catch {
            throw BusError(.cancelled, service: name)
        }
    }

    /// A service that nobody has attached is one with no replica: its requests wait for their deadline.
    private func begin(_ name: ServiceName) throws(BusError) -> (Service?, Int) {
        let admitted = state.withLock { state -> (Service?, Int)? in
            guard state.running[name, default: 0] < maximumBacklog else { return nil }
            state.running[name, default: 0] += 1
            state.lastNumber += 1
            return (state.services[name], state.lastNumber)
        }
        guard let admitted else { throw BusError(.overloaded, service: name) }
        return admitted
    }
}
