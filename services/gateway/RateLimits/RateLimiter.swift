import Contracts
import Logging
import Observability
import Synchronization

/// Counts requests against limits that all gateways share, mostly without asking Redis.
///
/// Where Redis does not answer in time, requests go on uncounted: a limit protects the system, it is not the lock on its door.
final class RateLimiter: Sendable {
    private typealias Waiter = CheckedContinuation<RateLimitVerdict, Never>

    let limits: RateLimits
    private let store: any RateLimitStore
    private let metrics: RateLimitMetrics
    private let logger: Logger
    private let allowances: Mutex<Allowances<Waiter>>

    /// - Parameter capacity: of how many callers tokens are kept in hand.
    init(_ limits: RateLimits, store: any RateLimitStore, metrics: MetricsRegistry, logger: Logger, capacity: Int = 10_000) {
        self.limits = limits
        self.store = store
        self.metrics = RateLimitMetrics(metrics)
        self.logger = logger
        allowances = Mutex(Allowances(capacity: capacity))
    }

    /// Counts a request and says whether it may go on; nil when nothing limits it. Waits for Redis at most as long as the store does.
    func verdict(_ route: Route, _ caller: Result<Caller, Problem>, _ client: ClientAddress) async -> RateLimitVerdict? {
        guard let key = limits.key(route, caller, client) else { return nil }
        return await admit(key)
    }

    /// The same at once. Nil when Redis has to be asked first: then nothing was counted, and `admit` is to be awaited.
    func admitNow(_ key: RateLimitKey, now: ContinuousClock.Instant = .now) -> RateLimitVerdict? {
        guard case .verdict(let verdict, let ask) = allowances.withLock({ $0.came(key, now) }) else { return nil }
        if let ask { self.ask(ask, for: key) }
        metrics.count(verdict, key.rule)
        return verdict
    }

    func admit(_ key: RateLimitKey) async -> RateLimitVerdict {
        if let verdict = admitNow(key) { return verdict }
        let verdict = await withCheckedContinuation { wait($0, for: key) }
        metrics.count(verdict, key.rule)
        return verdict
    }

    private func wait(_ waiter: Waiter, for key: RateLimitKey) {
        if let ask = allowances.withLock({ $0.wait(waiter, for: key, .now) }) { self.ask(ask, for: key) }
    }

    private func ask(_ count: Int, for key: RateLimitKey) {
        metrics.asked.increment()
        store.take(count, from: key) { result in
            switch result {
            case .success(let grant): self.release(self.allowances.withLock { $0.received(grant, for: key, .now) }, key)
            case .failure(let error): self.failed(key, error)
            }
        }
    }

    private func failed(_ key: RateLimitKey, _ error: any Error) {
        let (release, isNews) = allowances.withLock { $0.failed(key, .now) }
        if isNews { logger.warning("requests go on uncounted: rate limits need Redis", metadata: ["error": "\(error)"]) }
        self.release(release, key)
    }

    // Outside the lock: whoever is resumed may come again at once.
    private func release(_ release: Allowances<Waiter>.Release, _ key: RateLimitKey) {
        if let ask = release.ask { self.ask(ask, for: key) }
        for (waiter, verdict) in release.waiters { waiter.resume(returning: verdict) }
    }
}
