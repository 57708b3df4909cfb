import Contracts
import Redis

extension RedisRequester {
    /// Refuses at once when too much waits, here or in the service's stream.
    func admit(_ service: ServiceName) throws(BusError) {
        let (verdict, isFull) = state.withLock { state in
            (
                state.backlogs[service, default: Backlog()].verdict(
                    limit: configuration.maximumBacklog, age: configuration.backlogAge, now: .now),
                state.waiting.count >= configuration.maximumWaiting
            )
        }
        if verdict == .sendAndMeasure || verdict == .refuseAndMeasure { measure(service) }
        guard !isFull, verdict == .send || verdict == .sendAndMeasure else {
            metrics.shed(service)
            throw BusError(.overloaded, service: service)
        }
    }

    /// Leaves in the same write as the request that follows it.
    private func measure(_ service: ServiceName) {
        client.submit([RedisCommand("XLEN", BusKeys.requests(service))]) { [self] result in
            guard case .success(let replies) = result, let length = replies.first?.int else { return }
            state.withLock { $0.backlogs[service, default: Backlog()].measured(length) }
            metrics.backlog(service, length)
        }
    }
}
