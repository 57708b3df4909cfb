import Redis
import Resilience

extension JobWorker {
    private static let idle: Duration = .milliseconds(300)
    /// A heartbeat that is missing for so long has stopped. When Redis comes back after a while all of them are missing for a moment.
    private static let certainty: Duration = .milliseconds(600)

    /// Takes over jobs of workers whose heartbeat has stopped, and those given to this one that it does not run: their entry
    /// never arrived, or how they ended could not be told.
    func claim() async {
        var missing: [String: ContinuousClock.Instant] = [:]
        while !Task.isCancelled {
            await Pulse.next(Self.idle)
            do {
                let silent = try await silentOwners()
                missing = silent.reduce(into: [:]) { $0[$1] = missing[$1] ?? .now }
                for (owner, since) in missing where .now - since >= Self.certainty {
                    try await claim(from: owner, idleFor: Self.idle)
                }
                try await claim(from: worker, idleFor: Self.idle * 3)
            } catch let error as RedisError where error.code == .server("NOGROUP") {
                // Nobody has read or added anything yet.
                continue
            } catch {
                missing = [:]
                if !Task.isCancelled { logger.debug("claiming jobs failed", metadata: ["error": "\(error)"]) }
            }
        }
    }

    private func silentOwners() async throws -> [String] {
        let others = try await client.xpending(stream, group: JobKeys.group).consumers.keys.filter { $0 != worker }
        guard !others.isEmpty else { return [] }
        let alive = try await client.pipeline(others.map { RedisCommand("EXISTS", JobKeys.alive(worker: $0)) })
        return zip(others, alive).filter { $1.int == 0 }.map(\.0)
    }

    private func claim(from owner: String, idleFor idle: Duration) async throws {
        let (count, room) = running.withLock { ($0.count, type.policy.concurrency - $0.busy) }
        guard room > 0 else { return }
        let pending = try await client.xpending(
            stream, group: JobKeys.group, idleFor: idle, count: room + count, consumer: owner)
        let orphans = pending.filter { entry in !running.withLock { $0.contains(entry.id) } }
        for orphan in orphans.prefix(room) {
            let claimed = try await client.xclaim(
                stream, group: JobKeys.group, consumer: worker, idleFor: idle, [orphan.id])
            for entry in claimed {
                metrics.fetchedAgain(fromAnother: owner != worker)
                logger.notice("job claimed", metadata: ["type": "\(type.name)", "owner": "\(owner)"])
                try await begin(entry, deliveries: orphan.deliveries + 1)
            }
        }
    }
}
