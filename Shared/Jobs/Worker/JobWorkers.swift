import Logging
import Observability
import Redis
import Resilience
import Synchronization

/// All job types of one worker process: their readers, one heartbeat, and what has to be done from time to time.
package struct JobWorkers: Sendable {
    /// A worker that has not been heard of for so long counts as dead.
    static let lease: Duration = .milliseconds(1_500)
    let workers: [JobWorker]
    let name: String
    let client: RedisClient
    let logger: Logger
    let depths: QueueDepths
    /// Beats between two registrations.
    private static let registration = 30

    package init(
        _ workers: [JobWorker], name: String, client: RedisClient, metrics: MetricsRegistry = .shared, logger: Logger
    ) {
        self.workers = workers
        self.name = name
        self.client = client
        self.logger = logger
        depths = QueueDepths(metrics)
    }

    package func run() async {
        // Unstructured, so that the order to stop does not reach it before the workers have drained: what they still run
        // must not be taken for dead.
        let heart = Task { await beat() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.tick() }
            group.addTask { await self.schedule() }
            group.addTask { await self.sendCanaries() }
            group.addTask { await self.measureDepths() }
            for worker in workers { group.addTask { await worker.run() } }
        }
        heart.cancel()
        await heart.value
        await stopBeing()
    }

    /// From here on others take over what is left.
    private func stopBeing() async {
        let keys = [JobKeys.alive(worker: name)]
        let slots = workers.map { RedisCommand("HDEL", JobKeys.slots(type: $0.type.name), name) }
        // Unstructured, because a cancelled task's commands are not sent.
        await Task { [client, logger] in
            do {
                _ = try await client.pipeline([RedisCommand("DEL", arguments: keys)] + slots, deadline: .now + .seconds(1))
            } catch {
                logger.debug("heartbeat not removed", metadata: ["error": "\(error)"])
            }
        }.value
    }

    private func beat() async {
        let key = JobKeys.alive(worker: name)
        var beats = 0
        await untilCancelled(every: .milliseconds(300)) {
            let isAlive = try await !client.send(RedisCommand("SET", key, "1", "PX", Self.lease.wholeMilliseconds, "GET")).isNull
            if !isAlive, beats > 0 {
                for worker in workers { try await worker.dropLostLeases() }
            }
            if !isAlive || beats % Self.registration == 0 { try await register() }
            beats += 1
        }
    }

    private func register() async throws(RedisError) {
        var arguments: [any RedisArgument] = [name]
        for worker in workers { worker.type.append(to: &arguments) }
        _ = try await client.run(JobScripts.register, arguments)
    }

    private func tick() async {
        await untilCancelled(every: .milliseconds(100)) {
            var isForced = 0
            while try await client.run(JobScripts.tick, [isForced]).int == 1 { isForced = 1 }
        }
    }

    func untilCancelled(
        every interval: Duration, pausing: (Duration) async -> Void = Pulse.next, _ action: () async throws -> Void
    ) async {
        while !Task.isCancelled {
            do {
                try await action()
            } catch {
                if !Task.isCancelled { logger.debug("housekeeping of jobs failed", metadata: ["error": "\(error)"]) }
            }
            await pausing(interval)
        }
    }
}
