extension RedisClient {
    /// The answer to INFO of every server that holds keys: one, or all masters of a cluster. Fails when one does not answer.
    /// Runs to its end even when the task is cancelled.
    package func infoOfServers(
        section: String, deadline: ContinuousClock.Instant
    ) async -> Result<[String], RedisError> {
        var servers = [self]
        if let cluster {
            servers = cluster.masters.sorted { ($0.host, $0.port) < ($1.host, $1.port) }.compactMap { cluster.node(at: $0) }
            guard !servers.isEmpty else { return .failure(RedisError(.notConnected)) }
        }
        var texts: [String] = []
        for server in servers {
            switch await server.uncancelled([.info(section: section)], deadline: deadline) {
            case .success(let replies): texts.append(replies.first?.string ?? "")
            case .failure(let error): return .failure(error)
            }
        }
        return .success(texts)
    }

    /// As `pipeline`, to its end even when the task is cancelled.
    package func uncancelled(
        _ commands: [RedisCommand], deadline: ContinuousClock.Instant
    ) async -> Result<[RESPValue], RedisError> {
        // Unsafe, because `submit` promises that the completion runs exactly once.
        await withUnsafeContinuation { continuation in
            submit(commands, deadline: deadline) { continuation.resume(returning: $0) }
        }
    }
}
