import Redis

/// Buckets in Redis, by Redis's clock.
struct RedisRateLimitStore: RateLimitStore {
    let client: RedisClient
    let timeout: Duration

    // By callback, because a task begun where nobody waits for it would leave the event loop.
    func take(
        _ count: Int, from key: RateLimitKey, _ completion: @escaping @Sendable (Result<RateLimitGrant, any Error>) -> Void
    ) {
        let keys = [RateLimitKeys.bucket(key)], arguments = [key.limit.interval, key.limit.burst, count]
        let deadline = ContinuousClock.now + timeout
        client.submit([.evalsha(.takeTokens, keys: keys, arguments: arguments)], deadline: deadline) { [client] result in
            if case .success(let replies) = result, replies.first?.error?.code == .server("NOSCRIPT") {
                client.submit([.eval(.takeTokens, keys: keys, arguments: arguments)], deadline: deadline) { completion(Self.grant($0)) }
            } else {
                completion(Self.grant(result))
            }
        }
    }

    private static func grant(_ result: Result<[RESPValue], RedisError>) -> Result<RateLimitGrant, any Error> {
        Result { try RateLimitGrant(reply: try result.get().first ?? .null) }
    }
}

extension RateLimitGrant {
    init(reply: RESPValue) throws(RedisError) {
        let numbers = try reply.decodedArray()
        guard numbers.count == 3 else { throw RedisError(.unexpectedReply, "the script answers with three numbers") }
        let wait = try numbers[2].decodedInt()
        self.init(
            tokens: try numbers[0].decodedInt(), reset: .microseconds(try numbers[1].decodedInt()),
            retryAfter: wait > 0 ? .microseconds(wait) : nil)
    }
}
