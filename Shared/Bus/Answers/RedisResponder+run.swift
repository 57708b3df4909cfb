import Redis
import Resilience

extension RedisResponder {
    /// Reads and answers until the task is cancelled; then stops reading, waits for running handlers up to
    /// `configuration.drain`, and leaves the consumer group.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.read() }
            group.addTask { await self.beat() }
            group.addTask { await self.listenForCancellations() }
        }
        await drain()
        await leave()
    }

    private func read() async {
        var backoff = Backoff(base: .milliseconds(20), maximum: .seconds(1))
        while !Task.isCancelled {
            let room = configuration.concurrency - running.withLock { $0.count }
            guard room > 0 else {
                await waitForRoom()
                continue
            }
            do {
                let streams = try await blocking.xreadgroup(
                    group: BusKeys.responders, consumer: consumer, [stream], count: min(room, configuration.batch),
                    block: configuration.block)
                backoff.reset()
                for entry in streams.first?.entries ?? [] { start(ReceivedRequest(entry)) }
            } catch where !Task.isCancelled {
                await recover(error, &backoff)
            } catch {
                return
            }
        }
    }

    /// The group is missing on a fresh Redis and after one that lost its data.
    private func recover(_ error: RedisError, _ backoff: inout Backoff) async {
        do {
            guard error.code == .server("NOGROUP") else { throw error }
            try await client.xgroupCreate(stream, group: BusKeys.responders)
        } catch {
            logger.warning("reading requests failed", metadata: ["error": "\(error)"])
            await pause(backoff.next())
        }
    }

    private func waitForRoom() async {
        await withUnsafeContinuation { continuation in
            let isFull = running.withLock { running in
                guard running.count >= configuration.concurrency else { return false }
                running.wait(continuation)
                return true
            }
            if !isFull { continuation.resume() }
        }
    }

    private func listenForCancellations() async {
        for await event in subscriber.subscribe(to: [BusKeys.cancellations(service)]) {
            guard case .message(_, let id) = event else { continue }
            running.withLock { $0.cancel(String(decoding: id, as: UTF8.self)) }?.cancel()
        }
    }

    private func drain() async {
        let tasks = running.withLock { $0.all }
        let timer = Task {
            await pause(configuration.drain)
            for task in tasks { task.cancel() }
        }
        for task in tasks { await task.value }
        timer.cancel()
    }

    /// A consumer that has nothing pending leaves no trace; one that has is left for the others to claim from.
    private func leave() async {
        do {
            let pending = try await client.xpending(stream, group: BusKeys.responders)
            let isIdle = pending.consumers[consumer] == nil
            var commands = [RedisCommand("DEL", BusKeys.alive(service, consumer: consumer))]
            if isIdle { commands.append(.xgroupDeleteConsumer(stream, group: BusKeys.responders, consumer: consumer)) }
            _ = try await client.pipeline(commands)
        } catch {
            logger.debug("consumer not removed", metadata: ["error": "\(error)"])
        }
    }
}
