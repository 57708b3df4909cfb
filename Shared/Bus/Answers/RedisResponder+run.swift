import Redis
import Resilience

extension RedisResponder {
    /// Reads and answers until the task is cancelled; then stops reading, waits for running handlers up to
    /// `configuration.drain`, and leaves the consumer group. What a read under way still brings is answered too.
    package func run() async {
        // Unstructured: the order to stop must not reach a read that Redis may be answering, nor the heart before the last
        // answer is written. Others would take over what runs here.
        let heart = Task(executorPreference: executor) { await self.beat() }
        let listener = Task(executorPreference: executor) { await self.listenForCancellations() }
        let reader = Task(executorPreference: executor) { await self.read() }
        await withTaskCancellationHandler {
            await reader.value
        } onCancel: {
            for waiter in running.withLock({ $0.stop() }) { waiter.resume() }
        }
        await drain()
        heart.cancel()
        listener.cancel()
        await heart.value
        await listener.value
        await shielded { await self.leave() }
    }

    private var isStopping: Bool { running.withLock { $0.isStopping } }

    private func read() async {
        var backoff = Backoff(base: .milliseconds(20), maximum: .milliseconds(250))
        while !isStopping {
            let room = configuration.concurrency - running.withLock { $0.count }
            guard room > 0 else {
                await waitForRoom()
                continue
            }
            do {
                let streams = try await blocking.xreadgroup(
                    group: BusKeys.responders, consumer: consumer, [stream], count: min(room, configuration.batch),
                    block: configuration.block, deadline: .now + configuration.block + .seconds(1))
                backoff.reset()
                for entry in streams.first?.entries ?? [] { start(ReceivedRequest(entry)) }
            } catch {
                await recover(error, &backoff)
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
            if !isStopping { await pause(backoff.next()) }
        }
    }

    private func waitForRoom() async {
        await withUnsafeContinuation { continuation in
            let mustWait = running.withLock { $0.wait(continuation, limit: configuration.concurrency) }
            if !mustWait { continuation.resume() }
        }
    }

    private func listenForCancellations() async {
        for await event in subscriber.subscribe(to: [BusKeys.cancellations(service)]) {
            guard case .message(_, let id) = event else { continue }
            running.withLock { $0.cancel(String(decoding: id, as: UTF8.self)) }?.cancel()
        }
    }

    private func drain() async {
        // Unstructured, because `run` is cancelled already, and a sleep of its own would end at once.
        let timer = Task {
            await pause(configuration.drain)
            for task in running.withLock({ $0.tasks }) { task.cancel() }
        }
        while case let tasks = running.withLock({ $0.tasks }), !tasks.isEmpty {
            for task in tasks { await task.value }
        }
        timer.cancel()
    }
}
