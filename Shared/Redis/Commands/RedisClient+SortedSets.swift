extension RedisClient {
    /// How many members are new; those that exist get the new score.
    @discardableResult
    package func zadd(
        _ key: String, _ members: [(String, score: Double)], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        guard !members.isEmpty else { return 0 }
        return try await send(.zadd(key, members), deadline: deadline).decodedInt()
    }

    /// How many of them were there.
    @discardableResult
    package func zrem(
        _ key: String, _ members: [String], deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        guard !members.isEmpty else { return 0 }
        return try await send(.zrem(key, members), deadline: deadline).decodedInt()
    }

    package func zrange(
        _ key: String, _ first: Int, _ last: Int, reversed: Bool = false, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [String] {
        try await send(.zrange(key, first, last, reversed: reversed), deadline: deadline).decodedStrings()
    }

    package func zrangeWithScores(
        _ key: String, _ first: Int, _ last: Int, reversed: Bool = false, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [(member: String, score: Double)] {
        let command = RedisCommand.zrange(key, first, last, reversed: reversed, withScores: true)
        return try await send(command, deadline: deadline).decodedScores()
    }

    /// From the lowest score upwards.
    package func zrangebyscore(
        _ key: String, _ range: RedisScoreRange, limit: Int? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> [String] {
        try await send(.zrangebyscore(key, range, limit: limit), deadline: deadline).decodedStrings()
    }

    /// How many were removed.
    @discardableResult
    package func zremrangebyscore(
        _ key: String, _ range: RedisScoreRange, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        try await send(.zremrangebyscore(key, range), deadline: deadline).decodedInt()
    }

    package func zcard(_ key: String, deadline: ContinuousClock.Instant? = nil) async throws(RedisError) -> Int {
        try await send(.zcard(key), deadline: deadline).decodedInt()
    }

    package func zcount(
        _ key: String, _ range: RedisScoreRange, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int {
        try await send(.zcount(key, range), deadline: deadline).decodedInt()
    }

    /// Counted from 0, the lowest score; `nil` when it is no member.
    package func zrank(
        _ key: String, _ member: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Int? {
        let reply = try await send(.zrank(key, member), deadline: deadline)
        return reply.isNull ? nil : try reply.decodedInt()
    }

    /// `nil` when it is no member.
    package func zscore(
        _ key: String, _ member: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> Double? {
        let reply = try await send(.zscore(key, member), deadline: deadline)
        return reply.isNull ? nil : try reply.decoded(reply.double, as: "a score")
    }
}

extension RESPValue {
    fileprivate func decodedScores() throws(RedisError) -> [(member: String, score: Double)] {
        let elements = try decodedArray()
        guard elements.count.isMultiple(of: 2) else { throw unexpected("members and scores") }
        var scores: [(member: String, score: Double)] = []
        for index in stride(from: 0, to: elements.count, by: 2) {
            let score = elements[index + 1]
            scores.append((try elements[index].decodedString(), try score.decoded(score.double, as: "a score")))
        }
        return scores
    }
}
