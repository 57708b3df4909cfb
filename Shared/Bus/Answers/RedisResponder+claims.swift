import Redis

extension RedisResponder {
    /// Says that this replica lives, and takes over from those that have stopped saying so.
    func beat() async {
        let key = BusKeys.alive(service, consumer: consumer)
        let lifetime = "\(Int(configuration.heartbeatLifetime / .milliseconds(1)))"
        while !Task.isCancelled {
            do {
                _ = try await client.send(RedisCommand("SET", key, "1", "PX", lifetime))
                try await claimFromTheDead()
            } catch let error as RedisError where error.code == .server("NOGROUP") {
                // The reader makes the group.
            } catch {
                if !Task.isCancelled { logger.debug("heartbeat failed", metadata: ["error": "\(error)"]) }
            }
            await pause(configuration.heartbeat)
        }
    }

    private func claimFromTheDead() async throws {
        let pending = try await client.xpending(stream, group: BusKeys.responders)
        let owners = pending.consumers.keys.filter { $0 != consumer }
        guard !owners.isEmpty else { return }
        let alive = try await client.pipeline(
            owners.map { RedisCommand("EXISTS", BusKeys.alive(service, consumer: $0)) })
        for (owner, isAlive) in zip(owners, alive) where isAlive.int == 0 { try await claim(from: owner) }
    }

    /// The idle time keeps two replicas from claiming the same entry: the first claim resets it.
    private func claim(from owner: String) async throws {
        let room = configuration.concurrency - running.withLock { $0.count }
        guard room > 0 else { return }
        let pending = try await client.xpending(
            stream, group: BusKeys.responders, idleFor: configuration.heartbeat, count: room, consumer: owner)
        guard !pending.isEmpty else { return }
        let deliveries = Dictionary(pending.map { ($0.id, $0.deliveries) }, uniquingKeysWith: { first, _ in first })
        let entries = try await client.xclaim(
            stream, group: BusKeys.responders, consumer: consumer, idleFor: configuration.heartbeat, pending.map(\.id))
        metrics.claimed.increment(by: UInt64(entries.count))
        logger.notice("claimed from a dead replica", metadata: ["owner": "\(owner)", "count": "\(entries.count)"])
        for entry in entries {
            start(ReceivedRequest(entry, deliveries: (deliveries[entry.id] ?? 0) + 1))
        }
    }
}
