import Bus
import Caching
import Contracts
import Logging

/// Lets fall what committed facts tell of, in the order in which each service published them.
///
/// After a gap it is not known what was missed, and everything falls. Within one that Redis bridges, because the stream still holds
/// what was published meanwhile, nothing is lost: it is only applied late.
struct CacheWatch: Sendable {
    let cache: ResponseCache
    let tails: [(service: ServiceName, tail: EventTail)]
    let logger: Logger

    /// Follows until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await cache.channel.run() }
            for (service, tail) in tails { group.addTask { await tail.run { await receive($0, of: service) } } }
        }
    }

    func receive(_ signal: EventTail.Signal, of service: ServiceName) async {
        switch signal {
        case .fresh: cache.forgetEverything()
        case .event(let event): await apply(event)
        }
    }

    private func apply(_ event: EventEnvelope) async {
        do {
            await cache.apply(Invalidation(try event.tags(), fact: Fact(event.service, event.sequence)))
        } catch {
            logger.error("an event cannot be read", metadata: ["event": "\(event.id)", "error": "\(error)"])
            cache.forgetEverything()
        }
        cache.newest.withLock { $0[event.service] = event.sequence }
    }
}

extension ResponseCache {
    /// Applies a committed change here and in the shared tier, once.
    func apply(_ invalidation: Invalidation) async {
        if hasApplied(invalidation) { return }
        await channel.apply(invalidation)
    }

    /// The same for a change that was made through this gateway, which tells the others.
    func announce(_ invalidation: Invalidation) async {
        if hasApplied(invalidation) { return }
        await channel.announce(invalidation)
    }

    private func hasApplied(_ invalidation: Invalidation) -> Bool {
        invalidation.fact.map { applied.hasApplied($0.service, $0.id) } ?? false
    }

    /// Nothing that is here or in the tier counts as fresh any more, and nothing as applied.
    func forgetEverything() {
        tier?.distrust()
        local.generations.flush()
        applied.reset()
    }
}
