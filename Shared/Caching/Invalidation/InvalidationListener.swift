import Contracts
import Logging
import Redis
import Synchronization

/// What a process does about what it hears on the channel of invalidations. All of it at once, without waiting.
final class InvalidationListener: Sendable {
    private struct State: Sendable {
        var progress = ChannelProgress()
        var isListening = false
        var hasListened = false
        // What will be settled when a barrier comes back, by its token.
        var barriers: [String: Position] = [:]
    }

    private let generations: TagGenerations
    private let applied: AppliedPositions
    private let graph: TagGraph
    private let distrustTier: @Sendable () -> Void
    private let logger: Logger
    private let state = Mutex(State())
    let waiting = WaitingRoom<CacheMark>()

    init(
        generations: TagGenerations, applied: AppliedPositions, graph: TagGraph, logger: Logger,
        distrustTier: @escaping @Sendable () -> Void
    ) {
        self.generations = generations
        self.applied = applied
        self.graph = graph
        self.logger = logger
        self.distrustTier = distrustTier
    }

    /// Whether invalidations are heard.
    var isListening: Bool { state.withLock(\.isListening) }

    var progress: ChannelProgress { state.withLock(\.progress) }

    func receive(_ event: RedisSubscriptionEvent) {
        switch event {
        case .subscribed: subscribed()
        case .lost: deaf()
        case .message(_, let bytes): heard(bytes)
        }
    }

    /// Nothing is heard from here on, and so nothing is fresh.
    func deaf() {
        state.withLock { state in
            state.isListening = false
            state.progress.lost()
        }
        generations.suspend()
    }

    /// The tags that fall, here and now; the fact counts as applied afterwards.
    /// - Parameter number: what the message to the others has got, if there is one.
    func apply(_ invalidation: Invalidation, sentAs number: CacheMark? = nil) {
        if let number { state.withLock { $0.progress.sent(number) } }
        generations.invalidate(graph.expand(invalidation.tags))
        if let fact = invalidation.fact { applied.apply(fact.service, fact.id) }
    }

    /// Nothing here or in the tier is to be given out any more.
    func flush() {
        distrustTier()
        generations.flush()
    }

    /// The token of a barrier that settles the position when it comes back.
    func expectBarrier(for position: Position) -> String {
        let token = String(UInt64.random(in: .min ... .max), radix: 36)
        state.withLock { $0.barriers[token] = position }
        return token
    }

    func forgetBarrier(_ token: String) {
        _ = state.withLock { $0.barriers.removeValue(forKey: token) }
    }

    private func subscribed() {
        let isGap = state.withLock { state in
            defer { (state.isListening, state.hasListened) = (true, true) }
            state.progress.lost()
            return state.hasListened
        }
        // Before the first time there is nothing here that a missed message could have been about.
        if isGap { makeUpForGap() }
        generations.resume()
    }

    /// Among what was missed may have been that the tier is wrong.
    private func makeUpForGap() {
        // Whoever waits for a barrier holds what was committed and published before this flush. The barrier may be lost.
        let covered = state.withLock { $0.barriers.values.map(\.self) }
        flush()
        applied.reset()
        covered.forEach { applied.settle($0) }
    }

    private func heard(_ bytes: [UInt8]) {
        guard let heard = NumberedMessage(bytes) else {
            logger.error("a malformed invalidation empties the caches", metadata: ["bytes": "\(bytes.count)"])
            state.withLock { $0.progress.lost() }
            return flush()
        }
        if state.withLock({ $0.progress.hears(heard.number, after: heard.previous) }) { makeUpForGap() }
        act(on: heard.message)
        state.withLock { $0.progress.applied(heard.number) }
        waiting.wake { $0 <= heard.number }
    }

    private func act(on message: InvalidationMessage) {
        switch message {
        case .invalidate(let invalidation, let isTierTold):
            if !isTierTold { distrustTier() }
            // What this process has announced itself comes back, and what came as an event comes a second time.
            if let fact = invalidation.fact, applied.hasApplied(fact.service, fact.id) { return }
            apply(invalidation)
        case .barrier(let token):
            if let position = state.withLock({ $0.barriers.removeValue(forKey: token) }) { applied.settle(position) }
        case .flush: flush()
        }
    }
}
