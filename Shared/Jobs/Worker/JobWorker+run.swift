import Redis
import Resilience

extension JobWorker {
    /// Reads and runs jobs until the task is cancelled; then waits for what runs, at most `drain`, and cancels the rest:
    /// it stays pending, and another worker takes it at once.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.read() }
            group.addTask { await self.claim() }
        }
        let tasks = running.withLock { $0.tasks }
        // Unstructured, because this task is cancelled already, and a sleep of its own would end at once.
        let timer = Task {
            await pause(drain)
            for task in tasks { task.cancel() }
        }
        for task in tasks { await task.value }
        timer.cancel()
    }

    private func read() async {
        var backoff = Backoff(base: .milliseconds(50), maximum: .seconds(1))
        while !Task.isCancelled {
            do {
                let room = try await room()
                guard room > 0 else {
                    await pause(.milliseconds(20))
                    continue
                }
                try await readOnce(room)
                backoff.reset()
            } catch let error as RedisError where error.code == .server("NOGROUP") {
                await makeGroup()
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("reading jobs failed", metadata: ["type": "\(type.name)", "error": "\(error)"])
                await pause(backoff.next())
            }
        }
    }

    private func readOnce(_ room: Int) async throws {
        let streams = try await blocking.xreadgroup(
            group: JobKeys.group, consumer: worker, [stream], count: room, block: .milliseconds(500))
        for entry in streams.first?.entries ?? [] { start(entry, deliveries: 1) }
    }

    /// How many more may start now.
    private func room() async throws -> Int {
        let count = running.withLock { $0.count }
        guard count > 0 else { return type.yieldsTo.isEmpty ? type.policy.concurrency : 1 }
        for other in type.yieldsTo {
            if try await client.xlen(JobKeys.ready(type: other)) > 0 { return 1 - count }
        }
        return type.policy.concurrency - count
    }

    private func makeGroup() async {
        do {
            try await client.xgroupCreate(stream, group: JobKeys.group)
        } catch {
            logger.warning("group not made", metadata: ["stream": "\(stream)", "error": "\(error)"])
            await pause(.milliseconds(200))
        }
    }
}

/// Sleeps; returns early when the task is cancelled, which the caller's loop sees by itself.
func pause(_ duration: Duration) async {
    do { try await Task.sleep(for: duration) } catch { return }
}
