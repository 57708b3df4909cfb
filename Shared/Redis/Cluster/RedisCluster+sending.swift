/// What `RedisClient` promises, kept by many nodes.
extension RedisCluster {
    func pipeline(
        _ commands: [RedisCommand], deadline: ContinuousClock.Instant?
    ) async throws(RedisError) -> [RESPValue] {
        if Task.isCancelled { throw RedisError(.cancelled) }
        try checkConnected()
        let operation = try ClusterOperation(commands, deadline: limit(deadline), cluster: self)
        let result = await withTaskCancellationHandler {
            // Unsafe, because the operation completes exactly once.
            await withUnsafeContinuation { continuation in operation.start { continuation.resume(returning: $0) } }
        } onCancel: {
            operation.cancel()
        }
        return try result.get()
    }

    func submit(
        _ commands: [RedisCommand], deadline: ContinuousClock.Instant?, completion: @escaping ClusterOperation.Completion
    ) {
        do throws(RedisError) {
            try checkConnected()
            try ClusterOperation(commands, deadline: limit(deadline), cluster: self).start(completion)
        } catch {
            eventLoop.execute { completion(.failure(error)) }
        }
    }

    private func checkConnected() throws(RedisError) {
        let (isClosed, isKnown) = state.withLock { ($0.isClosed, !$0.topology.map.masters.isEmpty) }
        if isClosed { throw RedisError(.closed) }
        if !isKnown { throw RedisError(.notConnected) }
    }

    private func limit(_ deadline: ContinuousClock.Instant?) -> ContinuousClock.Instant {
        deadline ?? .now + configuration.commandTimeout
    }

    /// Whether every master that is needed can be reached, as far as is known.
    var isConnected: Bool { state.withLock(\.topology.isWhole) }

    func isConnected(for key: String) -> Bool {
        state.withLock { state in
            state.topology.owner(of: HashSlot(of: key)).map { !state.topology.isTroubled($0) } ?? false
        }
    }

    var masters: [RedisAddress] { state.withLock(\.topology.map.masters) }

    var statistics: RedisStatistics {
        let (nodes, isConnected, generation) = state.withLock {
            ($0.nodes.values.map(\.self), $0.topology.isWhole, $0.topology.generation)
        }
        var sum = RedisStatistics(
            isConnected: isConnected, sent: 0, waiting: 0, reconnects: generation, errorReplies: 0, failures: 0)
        for statistics in nodes.lazy.map(\.statistics) {
            sum.sent += statistics.sent
            sum.waiting += statistics.waiting
            sum.errorReplies += statistics.errorReplies
            sum.failures += statistics.failures
        }
        return sum
    }
}
