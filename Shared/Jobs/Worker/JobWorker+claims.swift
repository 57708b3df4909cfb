import Redis

extension JobWorker {
    private static let idle: Duration = .milliseconds(300)

    /// Takes over jobs of workers whose heartbeat has stopped, and those given to this one that it does not run: their entry
    /// never arrived, or how they ended could not be told.
    func claim() async {
        while !Task.isCancelled {
            await pause(Self.idle)
            do {
                for owner in try await deadOwners() { try await claim(from: owner, idleFor: Self.idle) }
                try await claim(from: worker, idleFor: Self.idle * 3)
            } catch {
                if !Task.isCancelled { logger.debug("claiming jobs failed", metadata: ["error": "\(error)"]) }
            }
        }
    }

    private func deadOwners() async throws -> [String] {
        let others = try await client.xpending(stream, group: JobKeys.group).consumers.keys.filter { $0 != worker }
        guard !others.isEmpty else { return [] }
        let alive = try await client.pipeline(others.map { RedisCommand("EXISTS", JobKeys.alive(worker: $0)) })
        return zip(others, alive).filter { $1.int == 0 }.map(\.0)
    }

    private func claim(from owner: String, idleFor idle: Duration) async throws {
        let (count, room) = running.withLock { ($0.count, type.policy.concurrency - $0.count) }
        guard room > 0 else { return }
        let pending = try await client.xpending(
            stream, group: JobKeys.group, idleFor: idle, count: room + count, consumer: owner)
        let orphans = pending.filter { entry in !running.withLock { $0.contains(entry.id) } }
        for orphan in orphans.prefix(room) {
            let claimed = try await client.xclaim(
                stream, group: JobKeys.group, consumer: worker, idleFor: idle, [orphan.id])
            for entry in claimed {
                metrics.claimed.increment()
                logger.notice("job claimed", metadata: ["type": "\(type.name)", "owner": "\(owner)"])
                start(entry, deliveries: orphan.deliveries + 1)
            }
        }
    }
}
