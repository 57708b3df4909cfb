import Contracts
import Redis
import Resilience

extension EventConsumer {
    /// Reads one batch and handles it; returns how many entries it had. Throws when the batch stays pending.
    func read(pending: Bool) async throws -> Int {
        // Not beyond the lease: what Redis gives to a reader that does not lead any more would come out of order.
        let block = min(configuration.block, lease.remaining)
        guard block >= .milliseconds(1) else { return 0 }
        let streams = try await blocking.xreadgroup(
            group: group, consumer: Self.consumer, [stream], pendingAfter: pending ? .zero : nil, count: configuration.batch,
            block: block)
        let entries = streams.first?.entries ?? []
        guard !entries.isEmpty else { return 0 }
        try await handleTogetherOrOneByOne(try await events(entries))
        try await client.xack(stream, group: group, entries.map(\.id))
        return entries.count
    }

    /// What is no event goes to the dead letters.
    private func events(_ entries: [StreamEntry]) async throws -> [EventEnvelope] {
        var events: [EventEnvelope] = []
        for entry in entries where !entry.isDeleted {
            let (header, body) = (entry["h"] ?? [], entry["b"] ?? [])
            if var event = EventEnvelope(service: source, header: header, body: body) {
                event.publishedAt = Timestamp(milliseconds: Int64(clamping: entry.id.milliseconds))
                events.append(event)
            } else {
                logger.error("an entry is no event", metadata: ["stream": "\(stream)", "entry": "\(entry.id)"])
                try await bury(header, body, reason: "not an event: \(entry.id)")
            }
        }
        return events
    }

    private func handleTogetherOrOneByOne(_ events: [EventEnvelope]) async throws {
        do {
            if !events.isEmpty { try await handle(events) }
        } catch {
            if mustWait(error) { throw error }
            for event in events { try await handleAlone(event) }
        }
    }

    private func handleAlone(_ event: EventEnvelope) async throws {
        var backoff = Backoff(base: .milliseconds(20), maximum: .milliseconds(500))
        for attempt in 1... {
            do {
                return try await handle([event])
            } catch {
                if mustWait(error) { throw error }
                guard classify(error) == .unexpected, attempt < configuration.attempts else {
                    logger.error(
                        "event moved to the dead letters",
                        metadata: ["event": "\(event.id)", "name": "\(event.name)", "error": "\(error)"])
                    return try await bury(Array(event.header.utf8), event.body, reason: "\(error)")
                }
                await pause(backoff.next())
            }
        }
    }

    /// An event is never to blame for what fails while this stops.
    private func mustWait(_ error: any Error) -> Bool { Task.isCancelled || classify(error) == .transient }

    private func bury(_ header: [UInt8], _ body: [UInt8], reason: String) async throws {
        _ = try await client.send(
            RedisCommand(
                "XADD", BusKeys.deadEvents(source, group: group), "MAXLEN", "~", configuration.maximumDeadLetters, "*",
                "reason", reason, "h", header, "b", body))
        metrics.dead.increment()
    }
}
