import Bus
import Contracts
import Logging
import Resilience

/// Auth's signing keys, as this gateway knows them. An actor, so that many requests with a new key ask for it once.
actor SigningKeys {
    /// Tokens with made-up key ids must not become questions to auth.
    private let interval: Duration
    private let bus: any RequestBus
    private let logger: Logger
    /// Told which keys auth does not have any more: they were revoked, or their last token has ended.
    private let dropped: @Sendable (Set<String>) -> Void
    private var known: KeySet?
    private var lastAsked: ContinuousClock.Instant?
    private var flight: Task<Void, Never>?

    init(
        bus: any RequestBus, logger: Logger, interval: Duration = .seconds(1), dropped: @escaping @Sendable (Set<String>) -> Void = { _ in }
    ) {
        self.dropped = dropped
        self.bus = bus
        self.logger = logger
        self.interval = interval
    }

    var isLoaded: Bool { known != nil }

    /// The keys; asked for anew when `id` is none of them, and that was not done a moment ago.
    /// - Throws: a 503 problem while none were ever heard.
    func keys(with id: String) async throws(Problem) -> KeySet {
        if let known, known.ids.contains(id) { return known }
        if lastAsked.map({ ContinuousClock.now - $0 >= interval }) ?? true { await refresh() }
        guard let known else { throw .unavailable("The keys of the auth service are not known yet.") }
        return known
    }

    /// Asks auth. What was known stays when there is no answer.
    func refresh() async {
        if flight == nil {
            // Unstructured: all who wait share it, and a caller that gives up must not end it for the others.
            flight = Task { await load() }
        }
        await flight?.value
    }

    private func load() async {
        defer {
            lastAsked = .now
            flight = nil
        }
        do {
            let set = try await KeySet(try await bus.ask(ListSigningKeys(), deadline: .after(.seconds(2))).keys)
            if let known { dropped(known.ids.subtracting(set.ids)) }
            known = set
        } catch {
            logger.warning("signing keys not loaded", metadata: ["error": "\(error)"])
        }
    }
}
