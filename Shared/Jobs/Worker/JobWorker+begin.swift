import Contracts
import Redis

extension JobWorker {
    /// Starts what was read. Where that fails the entries stay pending, and are fetched again.
    func begin(_ entries: [StreamEntry]) async throws {
        let taken = running.withLock { running in entries.filter { running.take($0.id) } }
        let jobs = taken.compactMap { entry in entry["id"].map { (entry.id, String(decoding: $0, as: UTF8.self)) } }
        do {
            let leases = try await lease(jobs)
            for ((entry, id), lease) in zip(jobs, leases) { start(entry, id, lease) }
        } catch {
            running.withLock { running in for entry in taken { running.drop(entry.id) } }
            throw error
        }
        for entry in taken where entry["id"] == nil { pass(entry.id) }
    }

    /// A claimed job. One that has killed its workers fails.
    func begin(_ entry: StreamEntry, deliveries: Int) async throws {
        guard deliveries > Self.maximumDeliveries, let id = entry["id"].map({ String(decoding: $0, as: UTF8.self) }) else {
            return try await begin([entry])
        }
        guard running.withLock({ $0.take(entry.id) }) else { return }
        let lease: JobLease?
        do {
            lease = try await self.lease([(entry.id, id)]).first ?? nil
        } catch {
            running.withLock { $0.drop(entry.id) }
            throw error
        }
        guard let lease else { return running.withLock { $0.drop(entry.id) } }
        running.withLock { $0.begin(entry.id, id: id, attempt: lease.attempt) }
        conclude(JobEnd(kind: .failed, entry: entry.id, id: id, attempt: lease.attempt, text: "Its worker died \(deliveries - 1) times."))
        running.withLock { $0.returned(entry.id) }
    }

    private func lease(_ jobs: [(StreamID, String)]) async throws(RedisError) -> [JobLease?] {
        guard !jobs.isEmpty else { return [] }
        var arguments: [any RedisArgument] = [type.name, type.queue, worker]
        arguments.reserveCapacity(3 + 2 * jobs.count)
        for (entry, id) in jobs {
            arguments.append(entry.description)
            arguments.append(id)
        }
        let leases = try await client.run(JobScripts.begin, arguments).decodedArray()
        guard leases.count == jobs.count else { throw RedisError(.unexpectedReply, "not every job was told of") }
        return leases.map { JobLease($0) }
    }

    private func start(_ entry: StreamID, _ id: String, _ lease: JobLease?) {
        guard let lease, let job = JobID(id) else { return running.withLock { $0.drop(entry) } }
        running.withLock { $0.begin(entry, id: id, attempt: lease.attempt) }
        metrics.waited(lease.waited)
        launch(entry) { await self.perform(entry, job, lease) }
    }

    /// An entry that stands for no job goes the way of those that do.
    private func pass(_ entry: StreamID) {
        launch(entry) { self.conclude(.canary(entry)) }
    }

    private func launch(_ entry: StreamID, _ body: @escaping @Sendable () async -> Void) {
        // Unstructured, because the reader goes on meanwhile; `run` waits for all of them when it stops.
        let handler = Task(executorPreference: executor) {
            await body()
            self.running.withLock { $0.returned(entry) }
            self.hasRoom.raise()
        }
        running.withLock { $0.attach(handler, to: entry) }
    }
}
