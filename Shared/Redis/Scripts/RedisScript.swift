/// A Lua script and the SHA-1 by which the server remembers it. Make each once, as a static constant.
package struct RedisScript: Sendable {
    package let source: String
    /// 40 hexadecimal digits.
    package let sha: String

    package init(_ source: String) {
        self.source = source
        sha = SHA1.hexDigest(of: Array(source.utf8))
    }
}

extension RedisCommand {
    package static func evalsha(
        _ script: RedisScript, keys: [String], arguments: [any RedisArgument] = []
    ) -> RedisCommand {
        evaluation("EVALSHA", script.sha, keys, arguments)
    }

    package static func eval(
        _ script: RedisScript, keys: [String], arguments: [any RedisArgument] = []
    ) -> RedisCommand {
        evaluation("EVAL", script.source, keys, arguments)
    }

    private static func evaluation(
        _ name: String, _ script: String, _ keys: [String], _ arguments: [any RedisArgument]
    ) -> RedisCommand {
        var command = RedisCommand(name, capacity: 256)
        command.append(script)
        command.append(keys.count)
        command.append(contentsOf: keys)
        for argument in arguments { argument.append(to: &command) }
        return command
    }
}

extension RedisClient {
    /// Runs a script by its SHA-1; a server that does not know it gets its source, once.
    package func evaluate(
        _ script: RedisScript, keys: [String], arguments: [any RedisArgument] = [],
        deadline: ContinuousClock.Instant? = nil
    ) async throws(RedisError) -> RESPValue {
        do {
            return try await send(.evalsha(script, keys: keys, arguments: arguments), deadline: deadline)
        } catch let error where error.code == .server("NOSCRIPT") {
            // A script runs wholly or, as here, not at all, so sending it again is safe.
            return try await send(.eval(script, keys: keys, arguments: arguments), deadline: deadline)
        }
    }
}
