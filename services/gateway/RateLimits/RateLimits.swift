import Runtime

/// The limits on how often somebody may ask; nil where there is none. The keys are listed at `GatewayConfiguration`.
struct RateLimits: Sendable {
    var anonymous: RateLimit?
    var user: RateLimit?
    var signIn: RateLimit?
    /// How long a request may wait for Redis to count it. After that it goes on uncounted.
    var timeout: Duration = .milliseconds(50)

    /// None at all.
    init() {}

    init(_ reader: ConfigurationReader) {
        // An anonymous caller is a page that loads or a script; a household behind one address signs in and refreshes far less.
        anonymous = Self.limit("ANONYMOUS", 120, reader)
        // A page of thumbnails is a hundred requests, and a family that shares an account leafs through many.
        user = Self.limit("USER", 6_000, reader)
        signIn = Self.limit("SIGN_IN", 30, reader)
        timeout = reader.duration("RATE_LIMIT_TIMEOUT_MS", default: timeout, in: .milliseconds(1)...(.seconds(5)))
    }

    subscript(rule: RateLimitRule) -> RateLimit? {
        switch rule {
        case .anonymous: anonymous
        case .user: user
        case .signIn: signIn
        }
    }

    private static func limit(_ name: String, _ fallback: Int, _ reader: ConfigurationReader) -> RateLimit? {
        let perMinute = reader.int("RATE_LIMIT_\(name)_PER_MINUTE", default: fallback, in: 0...RateLimit.range.upperBound)
        let burst = reader.int("RATE_LIMIT_\(name)_BURST", default: max(1, perMinute), in: RateLimit.range)
        return perMinute == 0 ? nil : RateLimit(perMinute: perMinute, burst: burst)
    }
}
