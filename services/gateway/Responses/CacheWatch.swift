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
        defer { cache.newest.withLock { $0[event.service] = event.sequence } }
        // A change made through this gateway has been applied before it was answered.
        guard !cache.applied.hasApplied(event.service, event.sequence) else { return }
        do {
            await cache.apply(Invalidation(try event.tags(), fact: Fact(event.service, event.sequence)))
        } catch {
            logger.error("an event cannot be read", metadata: ["event": "\(event.id)", "error": "\(error)"])
            cache.forgetEverything()
        }
    }
}

extension ResponseCache {
    /// Applies a committed change here and in the shared tier, once.
    func apply(_ invalidation: Invalidation) async {
        if let fact = invalidation.fact, applied.hasApplied(fact.service, fact.id) { return }
        await channel.apply(invalidation)
    }

    /// Nothing that is here or in the tier counts as fresh any more, and nothing as applied.
    func forgetEverything() {
        tier?.distrust()
        local.generations.flush()
        applied.reset()
    }
}
