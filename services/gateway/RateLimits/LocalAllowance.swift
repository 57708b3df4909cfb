/// The tokens of one bucket that this gateway has in hand, taken from Redis before they are needed, so that most requests are
/// judged at once. Pure: what happened comes in, what to do comes out.
///
/// However many gateways share a bucket, and whatever Redis's answers take:
/// - In any span of time they admit at most the burst, what comes back in that span, and a batch for each gateway.
/// - One refuses only when the bucket has nothing to give. So nobody is refused who stays below the limit by a batch for each
///   *other* gateway; with a single gateway, by nothing.
///
/// Tokens in hand do not expire. Once the bucket is full again they are more than the burst, but that is the batch already counted; to drop
/// them while others empty the bucket would refuse somebody what they paid for.
struct LocalAllowance: Sendable {
    enum Verdict: Sendable, Equatable {
        /// It may go on. If `ask` is not nil, so many more tokens are to be asked for meanwhile.
        case allow(RateLimitStanding, ask: Int?)
        case deny(RateLimitStanding, retryAfter: Duration)
        /// Only Redis knows.
        case unknown
    }

    /// What becomes of those who waited for an answer, in the order they came.
    struct Release: Sendable, Equatable {
        /// So many, from the first, go on.
        var admitted = 0
        /// The rest is refused until then; nil where it goes on waiting.
        var retryAfter: Duration?
        /// So many tokens are to be asked for.
        var ask: Int?
    }

    let limit: RateLimit
    private(set) var tokens = 0
    /// When Redis was asked, while it has not answered.
    private var asked: ContinuousClock.Instant?
    /// When the bucket is full again, as far as this gateway knows.
    private var full: ContinuousClock.Instant
    /// Until then the bucket has nothing to give.
    private var empty: ContinuousClock.Instant
    private var pace: RequestPace

    init(_ limit: RateLimit, now: ContinuousClock.Instant) {
        self.limit = limit
        (full, empty) = (now, now)
        pace = RequestPace(now: now)
    }

    /// A request came. After `unknown` it has not been counted: it waits, or comes again.
    mutating func verdict(_ now: ContinuousClock.Instant) -> Verdict {
        if tokens > 0 {
            pace.count(now)
            tokens -= 1
            return .allow(standing(now), ask: refill(now))
        }
        guard empty > now else { return .unknown }
        pace.count(now)
        return .deny(standing(now), retryAfter: empty - now)
    }

    /// A request waits, or goes on uncounted while Redis is tried. Returns how many tokens are to be asked for; nil when that is under way.
    mutating func wait(_ now: ContinuousClock.Instant) -> Int? {
        pace.count(now)
        guard asked == nil else { return nil }
        return ask(reserve, now)
    }

    /// Redis has answered, and so many requests wait for it.
    mutating func received(_ grant: RateLimitGrant, waiting: Int, now: ContinuousClock.Instant) -> Release {
        // From when it was asked, because that is before it looked: a token is never missed, at worst asked for too soon.
        if let wait = grant.retryAfter { empty = (asked ?? now) + wait }
        full = now + grant.reset
        asked = nil
        let inHand = tokens + grant.tokens
        var release = Release(admitted: min(waiting, inHand))
        let left = waiting - release.admitted
        tokens = min(inHand - release.admitted, limit.batch)
        guard left > 0 else { return release }
        if let wait = grant.retryAfter { release.retryAfter = wait } else { release.ask = ask(max(left, reserve), now) }
        return release
    }

    /// Redis did not answer. Nobody waits for it any longer.
    mutating func failed() { asked = nil }

    func standing(_ now: ContinuousClock.Instant) -> RateLimitStanding {
        RateLimitStanding(limit, inHand: tokens, missing: max(.zero, full - now))
    }

    /// Asks for more when less than half of the reserve is left, so that the answer comes before the last token is spent.
    private mutating func refill(_ now: ContinuousClock.Instant) -> Int? {
        let reserve = reserve
        guard asked == nil, empty <= now, tokens * 2 < reserve else { return nil }
        return ask(reserve - tokens, now)
    }

    private mutating func ask(_ count: Int, _ now: ContinuousClock.Instant) -> Int {
        asked = now
        return count
    }

    /// What a second takes, as far as one gateway may keep it in hand.
    private var reserve: Int { min(limit.batch, max(1, pace.perSecond)) }
}
