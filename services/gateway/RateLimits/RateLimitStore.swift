/// Where the buckets are that all gateways share.
protocol RateLimitStore: Sendable {
    /// Takes up to `count` tokens, as many as there are. `completion` runs once, soon, and never before this returns; after an error
    /// nothing is known of the bucket.
    func take(
        _ count: Int, from key: RateLimitKey, _ completion: @escaping @Sendable (Result<RateLimitGrant, any Error>) -> Void)
}
