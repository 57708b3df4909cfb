import NIOCore
import Redis
import Resilience

extension RedisRequester {
    /// Reads answers until the task is cancelled, then fails what waits and removes the reply stream.
    package func run() async {
        let sweeping = startSweeping()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.readAnswers() }
            group.addTask { await self.keepStreamAlive() }
        }
        sweeping.cancel()
        for call in state.withLock({ $0.waiting.close() }) {
            call.resume(.failure(BusError(.unavailable, service: call.service)))
        }
        client.submit([RedisCommand("DEL", replyStream)]) { [logger] in
            // It expires by itself then.
            if case .failure(let error) = $0 { logger.debug("reply stream not removed", metadata: ["error": "\(error)"]) }
        }
    }

    private func readAnswers() async {
        var position = StreamID.zero
        var backoff = Backoff(base: .milliseconds(20), maximum: .milliseconds(250))
        while !Task.isCancelled {
            do {
                let entries = try await blocking.xread([(replyStream, position)], count: 1_000, block: .seconds(1))
                    .first?.entries
                backoff.reset()
                guard let entries, let last = entries.last else { continue }
                for entry in entries { deliver(entry) }
                position = last.id
                trim(upTo: position)
            } catch {
                guard !Task.isCancelled else { return }
                logger.debug("reading answers failed", metadata: ["error": "\(error)"])
                await pause(backoff.next())
            }
        }
    }

    private func deliver(_ entry: StreamEntry) {
        guard let header = entry["h"], let body = entry["b"] else { return }
        guard let (id, answer) = Answer.read(header: header, body: body) else {
            return logger.warning("an answer cannot be read", metadata: ["entry": "\(entry.id)"])
        }
        receive(answer, requestID: id)
    }

    /// What was read is removed, so that the stream stays as short as what is on its way.
    private func trim(upTo position: StreamID) {
        client.submit([.xtrim(replyStream, .minimumID(position, exact: true))]) { [logger] in
            // The next trim, or the responders' own limit, makes up for it.
            if case .failure(let error) = $0 { logger.debug("replies not trimmed", metadata: ["error": "\(error)"]) }
        }
    }

    /// The reply stream is made with the first request, kept from expiring here, and made again after Redis lost it.
    private func keepStreamAlive() async {
        while !Task.isCancelled {
            do {
                let asked = ContinuousClock.now
                let isThere = try await client.send(renewal).int == 1
                if !isThere { _ = try await client.pipeline(replyStreamCommands) }
                replyStreamRenewed(at: asked)
                await pause(.milliseconds(500))
            } catch {
                state.withLock { $0.replyStreamUntil = nil }
                await pause(.milliseconds(50))
            }
        }
    }

    /// Believed in for half of its lifetime, so that a process that was paused for long makes it anew before it asks.
    func replyStreamRenewed(at time: ContinuousClock.Instant) {
        state.withLock { $0.replyStreamUntil = time + configuration.replyStreamLifetime / 2 }
    }

    var replyStreamCommands: [RedisCommand] { [RedisCommand("XADD", replyStream, "*", "hello", ""), renewal] }

    private var renewal: RedisCommand {
        RedisCommand("PEXPIRE", replyStream, Int(configuration.replyStreamLifetime / .milliseconds(1)))
    }

    /// On the loop's own timer: a task that sleeps is woken through two more threads, and at fifty times a second that was most of
    /// what an idle service did.
    private func startSweeping() -> RepeatedTask {
        let interval = TimeAmount(configuration.sweepInterval)
        return client.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in self.sweep() }
    }

    private func sweep() {
        for (number, call) in state.withLock({ $0.waiting.removeOverdue(now: .now) }) {
            metrics.timedOut(call.service)
            logger.debug("no answer in time", metadata: ["request": "\(instance)-\(number)"])
            call.resume(.failure(BusError(.timedOut, service: call.service)))
        }
    }
}

/// Sleeps; returns early when the task is cancelled, which the caller's loop sees by itself.
func pause(_ duration: Duration) async {
    do { try await Task.sleep(for: duration) } catch { return }
}
