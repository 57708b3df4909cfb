internal import CLibpq

extension Session {
    /// Makes the server stop working on the operation, whose caller no longer waits.
    ///
    /// The cancel request names this connection's backend, not the statement. So nothing else is sent until the
    /// statement has ended and the request is known to be delivered.
    func cancel(_ operation: Operation) {
        guard let request = withState({ $0.cancelRequest(for: operation) }) else { return }
        Reactor.shared.schedule(at: .now + Session.settleTimeout)
        DetachedThread.start { [self] in
            request.send()
            perform { $0.cancelDelivered() }
        }
    }

    /// Ends what is past its deadline. Returns the next instant that matters here.
    func expire(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let (expired, isStuck, next) = withState { $0.due(now: now) }
        if isStuck { close(PostgresError(.connectionLost, "a cancelled statement did not end")) }
        for operation in expired {
            operation.abandon(PostgresError(.deadlineExceeded, "the deadline passed while the statement ran"))
        }
        return next
    }
}

extension SessionState {
    fileprivate mutating func cancelRequest(for operation: Operation) -> CancelRequest? {
        guard current === operation, settlesBy == nil, let request = PQgetCancel(handle) else { return nil }
        settlesBy = .now + Session.settleTimeout
        cancelsInFlight += 1
        return CancelRequest(request)
    }

    fileprivate mutating func cancelDelivered() -> SessionEffects {
        cancelsInFlight -= 1
        return proceed()
    }

    fileprivate func due(
        now: ContinuousClock.Instant
    ) -> (expired: [Operation], isStuck: Bool, next: ContinuousClock.Instant?) {
        var expired: [Operation] = []
        var next: ContinuousClock.Instant?
        for operation in [current].compactMap(\.self) + queue {
            guard let deadline = operation.deadline, !operation.hasEnded else { continue }
            if deadline <= now { expired.append(operation) } else { next = min(next ?? deadline, deadline) }
        }
        if let settlesBy, settlesBy > now { next = min(next ?? settlesBy, settlesBy) }
        return (expired, settlesBy.map { $0 <= now } ?? false, next)
    }
}
