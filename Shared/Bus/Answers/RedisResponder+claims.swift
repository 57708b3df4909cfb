import Redis
import Resilience

extension RedisResponder {
    /// Says that this replica lives, takes over from those that have stopped saying so, and stops handlers whose answer
    /// nobody waits for any more.
    func beat() async {
        let key = BusKeys.alive(service, consumer: consumer)
        let lifetime = "\(Int(configuration.heartbeatLifetime / .milliseconds(1)))"
        var (nextTidying, claimsFrom) = (ContinuousClock.now, ContinuousClock.now)
        while !Task.isCancelled {
            for handler in running.withLock({ $0.overdue(now: .now) }) { handler.cancel() }
            do {
                _ = try await client.send(RedisCommand("SET", key, "1", "PX", lifetime))
                if claimsFrom <= .now, !running.withLock({ $0.isStopping }) { try await claim() }
                if nextTidying <= .now {
                    nextTidying = .now + configuration.tidying
                    try await removeTheGone()
                }
            } catch let error as RedisError where error.code == .server("NOGROUP") {
                // The reader makes the group.
            } catch {
                if !Task.isCancelled { logger.debug("heartbeat failed", metadata: ["error": "\(error)"]) }
                // Redis was away, and nobody's sign of life could get through: the others are first given the time for one.
                claimsFrom = .now + configuration.heartbeatLifetime
            }
            await Pulse.next(configuration.heartbeat)
        }
    }

    private func claim() async throws {
        let pending = try await client.xpending(stream, group: BusKeys.responders).consumers
        try await claimFromTheDead(pending.keys.filter { $0 != consumer })
        try await claimOwn(pending[consumer] ?? 0)
    }

    private func claimFromTheDead(_ owners: [String]) async throws {
        guard !owners.isEmpty else { return }
        let alive = try await client.pipeline(
            owners.map { RedisCommand("EXISTS", BusKeys.alive(service, consumer: $0)) })
        for (owner, isAlive) in zip(owners, alive) where isAlive.int == 0 {
            let room = configuration.concurrency - running.withLock { $0.count }
            guard room > 0 else { return }
            let orphans = try await client.xpending(
                stream, group: BusKeys.responders, idleFor: configuration.heartbeat, count: room, consumer: owner)
            guard !orphans.isEmpty else { continue }
            try await claim(orphans, idleFor: configuration.heartbeat)
            logger.notice("claimed from a dead replica", metadata: ["owner": "\(owner)", "count": "\(orphans.count)"])
            await remove(owner)
        }
    }

    /// Entries that Redis gave to this replica, but that never arrived because the connection broke under the reply.
    private func claimOwn(_ count: Int) async throws {
        let held = replies.unconfirmedCount + running.withLock { $0.count }
        guard count > held else { return }
        let pending = try await client.xpending(
            stream, group: BusKeys.responders, idleFor: configuration.heartbeatLifetime, count: count, consumer: consumer)
        let lost = pending.filter { entry in
            !replies.isUnconfirmed(entry.id) && !running.withLock { $0.contains(entry.id) }
        }
        try await claim(lost, idleFor: configuration.heartbeatLifetime)
    }

    /// The idle time keeps two replicas from claiming the same entry: the first claim resets it.
    private func claim(_ pending: [StreamPendingEntry], idleFor idle: Duration) async throws {
        guard !pending.isEmpty else { return }
        let before = Dictionary(pending.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let entries = try await client.xclaim(
            stream, group: BusKeys.responders, consumer: consumer, idleFor: idle, pending.map(\.id))
        metrics.claimed.increment(by: UInt64(entries.count))
        for entry in entries {
            guard let before = before[entry.id] else { continue }
            metrics.claimSeconds.observe(before.idle)
            start(ReceivedRequest(entry, deliveries: before.deliveries + 1))
        }
    }
}
