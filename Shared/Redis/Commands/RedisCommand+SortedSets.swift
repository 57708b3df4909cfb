extension RedisCommand {
    package static func zadd(_ key: String, _ members: [(String, score: Double)]) -> RedisCommand {
        var command = RedisCommand("ZADD", capacity: 256)
        command.append(key)
        for (member, score) in members {
            command.append(score)
            command.append(member)
        }
        return command
    }

    package static func zrem(_ key: String, _ members: [String]) -> RedisCommand {
        RedisCommand("ZREM", arguments: [key] + members)
    }

    /// Ranks count from 0, or from the end if negative; both are included.
    package static func zrange(
        _ key: String, _ first: Int, _ last: Int, reversed: Bool = false, withScores: Bool = false
    ) -> RedisCommand {
        var command = RedisCommand("ZRANGE", key, first, last)
        if reversed { command.append("REV") }
        if withScores { command.append("WITHSCORES") }
        return command
    }

    package static func zrangebyscore(
        _ key: String, _ range: RedisScoreRange, limit: Int? = nil, withScores: Bool = false
    ) -> RedisCommand {
        var command = RedisCommand("ZRANGE", key, range.lower, range.upper, "BYSCORE")
        if let limit { command.append(contentsOf: ["LIMIT", "0", "\(limit)"]) }
        if withScores { command.append("WITHSCORES") }
        return command
    }

    package static func zremrangebyscore(_ key: String, _ range: RedisScoreRange) -> RedisCommand {
        RedisCommand("ZREMRANGEBYSCORE", key, range.lower, range.upper)
    }

    package static func zcard(_ key: String) -> RedisCommand { RedisCommand("ZCARD", key) }
    package static func zrank(_ key: String, _ member: String) -> RedisCommand { RedisCommand("ZRANK", key, member) }
    package static func zscore(_ key: String, _ member: String) -> RedisCommand { RedisCommand("ZSCORE", key, member) }

    package static func zcount(_ key: String, _ range: RedisScoreRange) -> RedisCommand {
        RedisCommand("ZCOUNT", key, range.lower, range.upper)
    }
}
