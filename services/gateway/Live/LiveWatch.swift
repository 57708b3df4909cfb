import Bus
import Contracts
import Logging
import Redis
import Resilience

/// Follows the streams for the hub and looks after its clients.
struct LiveWatch: Sendable {
    private static let reviewInterval: Duration = .milliseconds(250)
    /// The relay publishes hundreds at once. They are handed on in parts, with a moment in between in which a client that keeps up
    /// takes its part: what fills a queue must be the client's slowness, not the size of a batch.
    private static let portion = 64
    private static let moment: Duration = .milliseconds(2)

    let hub: LiveHub
    let tails: [(source: LiveSource, tail: StreamTail)]
    let revocations: Revocations
    let logger: Logger

    /// Until the task is cancelled. Then all streams end, at once.
    func run() async {
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                for (source, tail) in tails { group.addTask { await tail.run { await receive($0, of: source) } } }
                group.addTask { await review() }
            }
        } onCancel: {
            hub.stop()
        }
        // Those that take nothing must not hold up the end.
        if hub.hasClients { await shielded { await pause(.milliseconds(500)) } }
        hub.hangUp()
    }

    func receive(_ signal: StreamTail.Signal, of source: LiveSource) async {
        switch signal {
        case .fresh(let id): hub.follow(source, from: id)
        case .entries(let entries):
            guard let last = entries.last, !hub.skip(to: last.id, of: source) else { return }
            for start in stride(from: 0, to: entries.count, by: Self.portion) {
                if start > 0 { await pause(Self.moment) }
                let part = entries[start..<min(start + Self.portion, entries.count)]
                hub.receive(part.map { ($0.id, event($0, source)) }, of: source)
            }
        }
    }

    private func event(_ entry: StreamEntry, _ source: LiveSource) -> LiveEvent? {
        do {
            return try LiveEvent(entry, of: source)
        } catch {
            logger.error("an event cannot be read", metadata: ["stream": "\(source.stream)", "entry": "\(entry.id)", "error": "\(error)"])
            return nil
        }
    }

    private func review() async {
        while !Task.isCancelled {
            let now = Timestamp.now()
            hub.review { token in token.expires > now ? revocations.role(of: token) : nil }
            await Pulse.next(Self.reviewInterval)
        }
    }

    /// Cancelled: the loop sees it by itself.
    private func pause(_ duration: Duration) async {
        do { try await Task.sleep(for: duration) } catch { return }
    }
}
