import Contracts
import Redis
import Synchronization

/// Hands what happens to everyone who follows it. Nobody is waited for: each client has a queue of its own, and loses its
/// connection when that is full.
final class LiveHub: Sendable {
    private struct State {
        var clients: LiveClients
        var waiting: [LiveClientID: UnsafeContinuation<Void, Never>] = [:]
        var hangUps: [LiveClientID: @Sendable () -> Void] = [:]
    }

    let limits: LiveLimits
    private let metrics: LiveMetrics
    private let state: Mutex<State>

    init(_ limits: LiveLimits, metrics: LiveMetrics) {
        self.limits = limits
        self.metrics = metrics
        state = Mutex(State(clients: LiveClients(limits)))
    }

    /// Whether there is anybody to tell.
    var hasClients: Bool { state.withLock { $0.clients.count > 0 } }

    /// Takes a place for a client; it is given back when the subscription is not used any more.
    /// - Parameter hangUp: closes the client's connection, also while something is written to it.
    /// - Throws: a 429 or 503 problem.
    func admit(
        _ token: VerifiedToken, _ role: Role, hangUp: @escaping @Sendable () -> Void
    ) throws(Problem) -> LiveSubscription {
        let admitted = state.withLock { state -> Result<LiveClientID, LiveRefusal> in
            do throws(LiveRefusal) {
                let id = try state.clients.admit(token, role, now: .now)
                state.hangUps[id] = hangUp
                return .success(id)
            } catch {
                return .failure(error)
            }
        }
        switch admitted {
        case .success(let id):
            metrics.clients.increment()
            return LiveSubscription(id, hub: self)
        case .failure(let refusal): throw refusal.problem
        }
    }

    /// From now on the client gets what comes after the position returned.
    func join(_ id: LiveClientID) -> LivePosition { state.withLock { $0.clients.join(id) } }

    /// Gives the client's place back, and ends its stream if it still goes on. Any number of times.
    func leave(_ id: LiveClientID) {
        let (ending, hasLeft, waiter) = state.withLock { state in
            let ending = state.clients.ending(of: id)
            let hasLeft = state.hangUps.removeValue(forKey: id) != nil
            state.clients.leave(id)
            return (ending, hasLeft, state.waiting.removeValue(forKey: id))
        }
        waiter?.resume()
        guard hasLeft else { return }
        metrics.clients.decrement()
        metrics.ended(ending ?? .gone)
    }

    func ending(of id: LiveClientID) -> LiveEnding? { state.withLock { $0.clients.ending(of: id) } }

    /// What the client's task does next; waits until there is something. Cancelled, the client leaves.
    func next(for id: LiveClientID) async -> LiveClients.Step {
        while true {
            if let step = state.withLock({ $0.clients.step(of: id, now: .now) }) { return step }
            await wait(id)
        }
    }

    /// Returns when the client may have something to do.
    private func wait(_ id: LiveClientID) async {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let isReady = state.withLock { state in
                    // It may have got something since it was asked.
                    guard !Task.isCancelled, !state.clients.hasWork(id, now: .now) else { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            leave(id)
        }
    }

    func follow(_ source: LiveSource, from id: StreamID) { change { $0.follow(source, from: id) } }

    /// Where nobody is to be told, what comes need not be read: only the place where the next one to join begins moves on.
    /// False where somebody is.
    func skip(to id: StreamID, of source: LiveSource) -> Bool {
        state.withLock { state in
            guard state.clients.count == 0 else { return false }
            _ = state.clients.receive(id, of: source, nil)
            return true
        }
    }

    func receive(_ entries: [(StreamID, LiveEvent?)], of source: LiveSource) {
        change { clients in
            entries.reduce(into: LiveClients.Effects()) { effects, entry in
                effects.merge(clients.receive(entry.0, of: source, entry.1))
            }
        }
    }

    /// To be called a few times a second; see `LiveClients.review`.
    func review(role: (VerifiedToken) -> Role?) { change { $0.review(now: .now, role: role) } }

    /// Ends everyone, and lets nobody in.
    func stop() { change { $0.stop() } }

    /// Closes the connections of those who have not taken their end.
    func hangUp() {
        for hangUp in state.withLock({ Array($0.hangUps.values) }) { hangUp() }
    }

    private func change(_ change: (inout LiveClients) -> LiveClients.Effects) {
        let (waiters, hangUps) = state.withLock { state in
            let effects = change(&state.clients)
            return (effects.woken.compactMap { state.waiting.removeValue(forKey: $0) }, effects.abandoned.compactMap { state.hangUps[$0] })
        }
        // Outside of the lock: both may lead back here.
        for waiter in waiters { waiter.resume() }
        for hangUp in hangUps { hangUp() }
    }
}
