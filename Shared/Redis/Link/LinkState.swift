import NIOCore

/// The life of a link to one server, as a value: what happened goes in, what to do comes out.
struct LinkState {
    private enum Phase {
        case idle
        case connecting
        case ready(since: NIODeadline)
        case backingOff
        case closed
    }

    private var phase = Phase.idle
    private var backoff: ReconnectBackoff
    // The first attempt belongs to whoever asked for it; later ones are the link's own affair.
    private var hasBeenReady = false
    private let persists: Bool

    /// `persists`: the first attempt is no exception.
    init(backoff: ReconnectBackoff, persists: Bool = false) {
        self.backoff = backoff
        self.persists = persists
    }

    enum ConnectAction: Equatable { case connect, join, succeed, refuse }

    mutating func connectRequested() -> ConnectAction {
        switch phase {
        case .idle:
            phase = .connecting
            return .connect
        case .connecting, .backingOff: return .join
        case .ready: return .succeed
        case .closed: return .refuse
        }
    }

    enum EstablishedAction: Equatable { case announce(isReconnect: Bool), closeChannel }

    mutating func established(now: NIODeadline) -> EstablishedAction {
        guard case .connecting = phase else { return .closeChannel }
        phase = .ready(since: now)
        defer { hasBeenReady = true }
        return .announce(isReconnect: hasBeenReady)
    }

    enum FailureAction: Equatable { case giveUp, reconnect(after: TimeAmount), ignore }

    /// `jitter` is drawn evenly from 0..<1.
    mutating func attemptFailed(jitter: Double) -> FailureAction {
        guard case .connecting = phase else { return .ignore }
        guard hasBeenReady || persists else {
            phase = .idle
            return .giveUp
        }
        phase = .backingOff
        return .reconnect(after: backoff.next(jitter: jitter))
    }

    mutating func lost(now: NIODeadline, jitter: Double) -> FailureAction {
        guard case .ready(let since) = phase else { return .ignore }
        // A server that accepts and drops at once must not be hammered: only a connection that lasted starts afresh.
        if now - since >= backoff.maximum { backoff.reset() }
        phase = .backingOff
        return .reconnect(after: backoff.next(jitter: jitter))
    }

    enum BackoffAction: Equatable { case connect, ignore }

    mutating func backoffElapsed() -> BackoffAction {
        guard case .backingOff = phase else { return .ignore }
        phase = .connecting
        return .connect
    }

    /// For good. A connection attempt under way ends with its channel closed.
    mutating func closeRequested() {
        phase = .closed
    }
}
