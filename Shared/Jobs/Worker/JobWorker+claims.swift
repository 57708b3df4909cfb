import Redis

extension JobWorker {
    /// Takes over jobs of workers whose heartbeat has stopped.
    func claim() async {
        while !Task.isCancelled {
            await pause(.milliseconds(300))
            do {
                for owner in try await deadOwners() { try await claim(from: owner) }
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

    private func claim(from owner: String) async throws {
        let room = type.policy.concurrency - running.withLock { $0.count }
        guard room > 0 else { return }
        let idle = Duration.milliseconds(300)
        let pending = try await client.xpending(stream, group: JobKeys.group, idleFor: idle, count: room, consumer: owner)
        for entry in pending {
            let claimed = try await client.xclaim(
                stream, group: JobKeys.group, consumer: worker, idleFor: idle, [entry.id])
            for found in claimed {
                metrics.claimed.increment()
                logger.notice("job claimed from a dead worker", metadata: ["type": "\(type.name)", "owner": "\(owner)"])
                start(
                    entry: found.id.description, id: String(decoding: found["id"] ?? [], as: UTF8.self),
                    deliveries: entry.deliveries + 1)
            }
        }
    }
}
