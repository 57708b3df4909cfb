import Redis
import Resilience

extension EventConsumer {
    /// Reads one batch and handles it; returns how many entries it had. Throws when the batch stays pending.
    func read(pending: Bool) async throws -> Int {
        let streams = try await blocking.xreadgroup(
            group: group, consumer: Self.consumer, [stream], pendingAfter: pending ? .zero : nil, count: configuration.batch,
            block: configuration.block)
        let entries = streams.first?.entries ?? []
        guard !entries.isEmpty else { return 0 }
        let events = entries.compactMap { entry -> EventEnvelope? in
            guard let header = entry["h"], let body = entry["b"] else { return nil }
            return EventEnvelope(service: source, header: header, body: body)
        }
        if events.count < entries.count {
            logger.error("entries that are no events were skipped", metadata: ["count": "\(entries.count - events.count)"])
        }
        try await handleTogetherOrOneByOne(events)
        try await client.xack(stream, group: group, entries.map(\.id))
        return entries.count
    }

    private func handleTogetherOrOneByOne(_ events: [EventEnvelope]) async throws {
        do {
            if !events.isEmpty { try await handle(events) }
        } catch {
            if classify(error) == .transient { throw error }
            for event in events { try await handleAlone(event) }
        }
    }

    private func handleAlone(_ event: EventEnvelope) async throws {
        var backoff = Backoff(base: .milliseconds(20), maximum: .milliseconds(500))
        for attempt in 1... {
            do {
                return try await handle([event])
            } catch {
                let failure = classify(error)
                if failure == .transient { throw error }
                guard failure == .unexpected, attempt < configuration.attempts else { return try await bury(event, error) }
                await pause(backoff.next())
            }
        }
    }

    private func bury(_ event: EventEnvelope, _ error: any Error) async throws {
        logger.error(
            "event moved to the dead letters", metadata: ["event": "\(event.id)", "name": "\(event.name)", "error": "\(error)"])
        _ = try await client.send(
            RedisCommand(
                "XADD", BusKeys.deadEvents(source, group: group), "MAXLEN", "~", configuration.maximumDeadLetters, "*",
                "reason", "\(error)", "h", event.header, "b", event.body))
        metrics.dead.increment()
    }
}
