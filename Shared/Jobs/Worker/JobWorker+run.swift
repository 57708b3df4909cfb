import Redis
import Resilience

extension JobWorker {
    /// Reads and runs jobs until the task is cancelled; then waits for what runs, at most `drain`, cancels the rest and hands it
    /// back, to be started by another at once.
    package func run() async {
        liveness.withLock { $0.started(.now) }
        // Unstructured, because ends are told after the order to stop, too, and a cancelled task's commands are not sent.
        let teller = Task(executorPreference: executor) { await self.tellEnds() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.read() }
            group.addTask { await self.claim() }
        }
        await finishRunning()
        hasEnds.finish()
        await teller.value
        await leave()
    }

    /// What was read in the last moment was not begun; what could not be told is done again.
    private func leave() async {
        // Unstructured, because a cancelled task's commands are not sent.
        await Task(executorPreference: executor) { [client, type, worker, logger] in
            do {
                _ = try await client.evaluate(
                    JobScripts.leave, keys: [JobScripts.key], arguments: [type.name, worker], deadline: .now + .seconds(1))
            } catch {
                logger.debug("jobs left pending", metadata: ["type": "\(type.name)", "error": "\(error)"])
            }
        }.value
    }

    private func finishRunning() async {
        let handlers = running.withLock { $0.handlers }
        // Unstructured, because this task is cancelled already, and a sleep of its own would end at once.
        let timer = Task {
            await pause(drain)
            guard !Task.isCancelled else { return }
            isStopping.store(true, ordering: .relaxed)
            for handler in handlers { handler.cancel() }
        }
        for handler in handlers { await handler.value }
        timer.cancel()
        isStopping.store(true, ordering: .relaxed)
    }

    private func read() async {
        var backoff = Backoff(base: .milliseconds(50), maximum: .seconds(1))
        while !Task.isCancelled {
            do {
                guard let room = try await room() else { continue }
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
        guard let entries = streams.first?.entries, !entries.isEmpty else { return }
        try await begin(entries)
    }

    /// How many more may start now; nil after having waited for room.
    private func room() async throws -> Int? {
        let (busy, count) = running.withLock { ($0.busy, $0.count) }
        let concurrency = type.policy.concurrency
        // Ends that Redis does not take may not pile up.
        guard busy < concurrency, count < 2 * concurrency + Self.batch else {
            _ = await hasRoom.wait()
            return nil
        }
        let room = min(concurrency - busy, Self.batch)
        guard try await mustYield() else { return room }
        if busy == 0 { return 1 }
        await pause(.milliseconds(20))
        return nil
    }

    /// Whether a type that goes first has something to do.
    private func mustYield() async throws -> Bool {
        guard !type.yieldsTo.isEmpty else { return false }
        let lengths = try await client.pipeline(
            type.yieldsTo.flatMap { [.xlen(JobKeys.ready(type: $0)), .zcard(JobKeys.waiting(type: $0))] })
        return lengths.contains { ($0.int ?? 0) > 0 }
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
