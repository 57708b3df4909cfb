import Redis

extension RedisTier {
    /// The connection behind which the tier may be believed; nil when it is to be left alone.
    func admission(until deadline: ContinuousClock.Instant) async -> Int? {
        let link = client.statistics
        // Commands would wait for the connection, and we for them.
        guard link.isConnected else { return nil }
        switch state.withLock({ $0.health.plan(connection: link.reconnects, now: .now) }) {
        case .use: return link.reconnects
        case .skip: return nil
        case .recover(let recovery):
            return await recover(recovery, until: deadline) && isBelievable(link.reconnects) ? link.reconnects : nil
        }
    }

    /// The replies; nil when one is missing or an error, or when the tier is not to be believed any more.
    func ask(_ commands: [RedisCommand], _ connection: Int, until deadline: ContinuousClock.Instant) async -> [RESPValue]? {
        do throws(RedisError) {
            let replies = try await client.pipeline(commands, deadline: deadline)
            for case .error(let error) in replies { throw error }
            state.withLock { $0.health.succeeded() }
            // A connection made meanwhile may lead to a server that has forgotten something.
            return isBelievable(connection) ? replies : nil
        } catch {
            note(error)
            return nil
        }
    }

    /// A caller who left is no failure of the tier's.
    func note(_ error: RedisError) {
        guard error.code != .cancelled else { return }
        state.withLock { state in
            state.counts.failures += 1
            state.health.failed(now: .now)
        }
        logger.debug("the cache tier failed", metadata: ["error": "\(error)"])
    }

    private func isBelievable(_ connection: Int) -> Bool {
        client.statistics.reconnects == connection && state.withLock { $0.health.isProven(connection: connection) }
    }

    private func recover(_ recovery: TierHealth.Recovery, until deadline: ContinuousClock.Instant) async -> Bool {
        switch await renewIfNeeded(recovery, until: deadline) {
        case .success(let isRenewed):
            state.withLock { state in
                state.counts.renewals += isRenewed ? 1 : 0
                state.health.recovered(recovery)
            }
            return true
        case .failure(let error):
            state.withLock { state in
                state.counts.failures += 1
                state.health.recoveryFailed(now: .now)
            }
            logger.debug("the cache tier is not proven", metadata: ["error": "\(error)"])
            return false
        }
    }

    /// Returns whether the epoch was written anew.
    private func renewIfNeeded(
        _ recovery: TierHealth.Recovery, until deadline: ContinuousClock.Instant
    ) async -> Result<Bool, RedisError> {
        let told = await client.infoOfServers(section: "server", deadline: deadline)
        guard case .success(let servers) = told else { return told.map { _ in false } }
        let asked = await client.uncancelled([.get(CacheKeys.epoch)], deadline: deadline)
        guard case .success(let replies) = asked else { return asked.map { _ in false } }
        if case .error(let error) = replies[0] { return .failure(error) }
        let run = TierEpoch.run(ofServers: servers)
        let known = replies[0].bytes.flatMap { TierEpoch($0) }
        // A server that does not tell its run may be another one at each connection.
        if !recovery.mustRenew, let run, known?.run == run { return .success(false) }
        let renewed = RedisCommand.set(CacheKeys.epoch, TierEpoch(token: .make(), run: run ?? "").bytes)
        let written = await client.uncancelled([renewed], deadline: deadline)
        if case .success(let replies) = written, case .error(let error)? = replies.first { return .failure(error) }
        return written.map { _ in true }
    }
}
