import Bus
import Contracts
import Logging
import Resilience

/// Keeps what the gateway believes up to date: loads auth's lists, then follows its events.
struct TrustWatch: Sendable {
    let bus: any RequestBus
    let keys: SigningKeys
    let revocations: Revocations
    let logger: Logger

    /// Follows until the task is cancelled.
    func run(_ tail: EventTail) async {
        await tail.run { await receive($0) }
    }

    func receive(_ signal: EventTail.Signal) async {
        switch signal {
        case .fresh: await load()
        case .event(let event): await apply(event)
        }
    }

    /// Tries until it is done or the task is cancelled. Events wait meanwhile; they are in the stream and are not lost.
    private func load() async {
        var backoff = Backoff(base: .milliseconds(50), maximum: .seconds(1))
        while !Task.isCancelled {
            do {
                revocations.load(try await bus.ask(ListRevocations(), deadline: .after(.seconds(2))))
                await keys.refresh()
                return logger.debug("revocations loaded")
            } catch {
                logger.notice("waiting for the auth service", metadata: ["error": "\(error)"])
                await pause(backoff.next())
            }
        }
    }

    private func apply(_ event: EventEnvelope) async {
        do {
            if event.name == SigningKeyAdded.name { return await keys.refresh() }
            if event.name == SigningKeyRevoked.name {
                revocations.revoke(keys: [event.key])
                return await keys.refresh()
            }
            try revocations.apply(event)
        } catch {
            logger.error("an event cannot be read", metadata: ["event": "\(event.id)", "error": "\(error)"])
            // It may have ended a session: the whole list says so too.
            await load()
        }
    }

    private func pause(_ duration: Duration) async {
        // Cancelled: the loop sees it by itself.
        do { try await Task.sleep(for: duration) } catch { return }
    }
}
