import Contracts
import Synchronization

/// What a replica has heard of its own service's facts, which any replica may have made, and so how new what it remembers must be for
/// whom. Fed with the service's event stream, in order; until that has begun nothing is remembered.
package final class HeardFacts: Sendable {
    package let generations = TagGenerations()
    private let service: ServiceName
    private let applied = AppliedPositions()
    /// When facts were first asked for that have not been heard of: those from before this replica began, and those still on their way.
    private let brought: Mutex<LRUCache<Int64, ContinuousClock.Instant>>

    package init(of service: ServiceName) {
        self.service = service
        brought = Mutex(LRUCache(capacity: 10_000, defaultAge: .ageless))
        generations.suspend()
    }

    /// Facts may have been missed: nothing that is remembered counts. To be called before the first fact, too.
    package func lost() {
        applied.reset()
        generations.resume()
    }

    /// A fact came, and what hangs on these tags falls.
    package func apply(_ id: Int64, _ tags: [CacheTag]) {
        generations.invalidate(tags)
        applied.apply(service, id)
    }

    /// What was asked of the database before this moment does not show the position; nil: all that is remembered does. A fact was
    /// committed before anybody could bring it, so a query that began after it was first brought has seen it.
    package func oldest(showing position: Position, now: ContinuousClock.Instant = .now) -> ContinuousClock.Instant? {
        guard let id = position[service], !applied.hasApplied(service, id) else { return nil }
        return brought.withLock { brought in
            if let first = brought.get(id, now: now) { return first }
            brought.set(id, now, now: now)
            return now
        }
    }
}
