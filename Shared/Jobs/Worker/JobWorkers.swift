import Logging
import Redis
import Resilience

/// All job types of one worker process: their readers, one heartbeat, one promoter of delayed jobs.
package struct JobWorkers: Sendable {
    private let workers: [JobWorker]
    private let name: String
    private let client: RedisClient
    private let logger: Logger

    package init(_ workers: [JobWorker], name: String, client: RedisClient, logger: Logger) {
        self.workers = workers
        self.name = name
        self.client = client
        self.logger = logger
    }

    package func run() async {
        // Unstructured, so that the order to stop does not reach it before the workers have drained: what they still run
        // must not be taken for dead.
        let heart = Task { await beat() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.promote() }
            for worker in workers { group.addTask { await worker.run() } }
        }
        heart.cancel()
        await heart.value
        await stopBeing()
    }

    /// From here on others take over what is left.
    private func stopBeing() async {
        // Unstructured, because a cancelled task's commands are not sent.
        await Task { [client, name, logger] in
            do {
                _ = try await client.send(RedisCommand("DEL", JobKeys.alive(worker: name)), deadline: .now + .seconds(1))
            } catch {
                logger.debug("heartbeat not removed", metadata: ["error": "\(error)"])
            }
        }.value
    }

    private func beat() async {
        let key = JobKeys.alive(worker: name)
        await untilCancelled(every: .milliseconds(300)) {
            _ = try await client.send(RedisCommand("SET", key, "1", "PX", "1500"))
        }
    }

    private func promote() async {
        await untilCancelled(every: .milliseconds(100)) {
            var promoted = 0
            repeat {
                promoted =
                    try await client.evaluate(
                        JobScripts.promote, keys: [JobKeys.delayed], arguments: [JobKeys.job(""), JobKeys.ready(type: "")]
                    ).int ?? 0
            } while promoted == 100
        }
    }

    private func untilCancelled(every interval: Duration, _ action: @Sendable () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await action()
            } catch {
                logger.debug("housekeeping of jobs failed", metadata: ["error": "\(error)"])
            }
            await pause(interval)
        }
    }
}
