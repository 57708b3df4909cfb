import Contracts

/// What a replica has heard of its own service's facts, which any replica may have made, and so whether what it remembers is new enough
/// for whom. Fed with the service's event stream, in order; until that has begun nothing is remembered.
package final class HeardFacts: Sendable {
    package let generations = TagGenerations()
    private let service: ServiceName
    private let applied = AppliedPositions()

    package init(of service: ServiceName) {
        self.service = service
        generations.suspend()
    }

    /// Facts may have been missed: nothing that is remembered counts. To be called before the first fact, too.
    /// - Parameter last: the newest fact of the stream, seen before this call: whatever is read from now on shows it. Nil if there is none,
    ///   or it is not known.
    package func lost(last: Int64?) {
        applied.reset()
        generations.resume()
        if let last { applied.apply(service, last) }
    }

    /// A fact came, and what hangs on these tags falls.
    package func apply(_ id: Int64, _ tags: [CacheTag]) {
        generations.invalidate(tags)
        applied.apply(service, id)
    }

    /// Whether all that is remembered shows the position, as far as it is about this service. One that was not heard of is not believed:
    /// it may be on its way, or older than this replica, and a client can make any up.
    package func shows(_ position: Position) -> Bool {
        position[service].map { applied.hasApplied(service, $0) } ?? true
    }
}
