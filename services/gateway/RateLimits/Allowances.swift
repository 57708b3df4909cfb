import Caching

/// What this gateway knows of all buckets, and who waits for Redis's word on which. Pure, as each allowance is.
///
/// Bounded: the bucket used longest ago is forgotten with the tokens in hand, which errs on the strict side.
struct Allowances<Waiter: Sendable>: Sendable {
    enum Step: Sendable {
        /// If `ask` is not nil, so many tokens are to be asked for.
        case verdict(RateLimitVerdict, ask: Int?)
        /// It has to wait.
        case unknown
    }

    struct Release: Sendable {
        var waiters: [(Waiter, RateLimitVerdict)] = []
        /// So many tokens are to be asked for.
        var ask: Int?
    }

    private var known: LRUCache<RateLimitKey, LocalAllowance>
    /// In the order they came. A key that was forgotten meanwhile keeps them: an answer is on its way.
    private var waiters: [RateLimitKey: [Waiter]] = [:]
    private var outage = StoreOutage()

    init(capacity: Int) { known = LRUCache(capacity: capacity, defaultAge: .ageless) }

    mutating func came(_ key: RateLimitKey, _ now: ContinuousClock.Instant) -> Step {
        change(key, now) { allowance, outage in
            switch allowance.verdict(now) {
            case .allow(let standing, let ask): return .verdict(.allowed(standing), ask: ask)
            case .deny(let standing, let wait): return .verdict(.refused(standing, wait), ask: nil)
            case .unknown where outage.isOver: return .unknown
            case .unknown: return .verdict(.uncounted, ask: outage.shouldTry(now) ? allowance.wait(now) : nil)
            }
        }
    }

    /// After `unknown`. Returns how many tokens are to be asked for, if that is not under way.
    mutating func wait(_ waiter: Waiter, for key: RateLimitKey, _ now: ContinuousClock.Instant) -> Int? {
        waiters[key, default: []].append(waiter)
        return change(key, now) { allowance, _ in allowance.wait(now) }
    }

    mutating func received(_ grant: RateLimitGrant, for key: RateLimitKey, _ now: ContinuousClock.Instant) -> Release {
        let waiting = waiters.removeValue(forKey: key) ?? []
        let (outcome, standing) = change(key, now) { allowance, outage in
            outage.answered()
            return (allowance.received(grant, waiting: waiting.count, now: now), allowance.standing(now))
        }
        var release = Release(waiters: waiting.prefix(outcome.admitted).map { ($0, .allowed(standing)) }, ask: outcome.ask)
        let rest = waiting.dropFirst(outcome.admitted)
        if let wait = outcome.retryAfter {
            release.waiters += rest.map { ($0, .refused(standing, wait)) }
        } else if !rest.isEmpty {
            waiters[key] = Array(rest)
        }
        return release
    }

    /// Everybody who waited for this key goes on. Returns whether the log should tell.
    mutating func failed(_ key: RateLimitKey, _ now: ContinuousClock.Instant) -> (release: Release, isNews: Bool) {
        let isNews = change(key, now) { allowance, outage in
            allowance.failed()
            return outage.failed(now)
        }
        let waiting = waiters.removeValue(forKey: key) ?? []
        return (Release(waiters: waiting.map { ($0, .uncounted) }), isNews)
    }

    private mutating func change<Result>(
        _ key: RateLimitKey, _ now: ContinuousClock.Instant, _ body: (inout LocalAllowance, inout StoreOutage) -> Result
    ) -> Result {
        var allowance = known.get(key, now: now) ?? LocalAllowance(key.limit, now: now)
        let result = body(&allowance, &outage)
        known.set(key, allowance, now: now)
        return result
    }
}
