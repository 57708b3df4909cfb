import Caching
import Contracts

extension ResponseCache {
    /// The position that a service must show, so that its answer is no older than what fell here of these services; and whether a
    /// position can say all of it. What it cannot say must not be kept, nor come from a cache.
    func positionToShow(_ brought: Position, _ services: [ServiceName]) -> (position: Position, isProvable: Bool) {
        var (position, isProvable) = (brought, true)
        for service in services {
            switch fallen.withLock({ $0.requirement(of: service, now: .now) }) {
            case .nothing: continue
            case .unprovable: isProvable = false
            case .fact(let id):
                // Two facts of one service prove each other only where the brought one has come here before.
                if let own = position[service], own != id, !applied.hasApplied(service, own) {
                    isProvable = false
                } else {
                    position[service] = id
                }
            }
        }
        return (position, isProvable)
    }

    /// Lets fall what a write through this gateway has changed, ahead of its event.
    func settle(_ invalidation: Invalidation) async {
        if let fact = invalidation.fact {
            // Under the lock, because its event may be just coming: after it is applied it says once more that it came.
            fallen.withLock { if !applied.hasApplied(fact.service, fact.id) { $0.told(fact, now: .now) } }
        }
        await channel.apply(invalidation)
    }
}
