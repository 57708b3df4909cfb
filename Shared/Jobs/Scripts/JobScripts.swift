import Redis

/// Each change of a job's state is one script, so that the hash, the stream and the sets never disagree. Times are Redis's.
///
/// Every script is called with one key, `JobKeys.types`, that tells a cluster where to run it; it makes the others itself, all
/// with the same hash tag. `line` and `endings` are the Lua that they share.
enum JobScripts {
    static let key = JobKeys.types
    /// Jobs that may start at once, where no worker has said how many it can take.
    static let defaultWindow = 8
    /// How far a script goes that might have much to do; it is called again.
    static let step = 200

    static func script(_ body: String) -> RedisScript { RedisScript(line + endings + body) }
}

extension RedisClient {
    /// Runs one of the engine's scripts.
    func run(_ script: RedisScript, _ arguments: [any RedisArgument]) async throws(RedisError) -> RESPValue {
        try await evaluate(script, keys: [JobScripts.key], arguments: arguments)
    }
}
