/// How far a caller is from a limit.
struct RateLimitStanding: Sendable, Hashable {
    let limit: Int
    /// How many requests may still come at once.
    let remaining: Int
    /// Whole seconds until it is `limit` again.
    let reset: Int

    /// - Parameter missing: until the bucket is full, apart from the tokens in hand.
    init(_ limit: RateLimit, inHand: Int, missing: Duration) {
        let missing = missing.wholeMicroseconds
        let left = limit.burst - (missing + limit.interval - 1) / limit.interval
        self.limit = limit.burst
        remaining = min(max(left, 0) + inHand, limit.burst)
        reset = max(0, missing - inHand * limit.interval + 999_999) / 1_000_000
    }
}

extension Duration {
    fileprivate var wholeMicroseconds: Int {
        Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
    }
}
