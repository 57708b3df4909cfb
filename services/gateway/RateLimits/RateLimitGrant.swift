/// What the bucket gave.
struct RateLimitGrant: Sendable, Equatable {
    let tokens: Int
    /// Until the bucket is full again.
    let reset: Duration
    /// Until the bucket has another token; nil when it had as many as were wanted.
    let retryAfter: Duration?
}
