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
    /// The last event of a service's stream now; zero for an empty stream.
    let last: @Sendable (ServiceName) async throws -> Int64
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
        case .fresh: await begin(service)
        case .event(let event): await apply(event)
        }
    }

    private func begin(_ service: ServiceName) async {
        cache.fallen.withLock { $0.lost(service) }
        cache.forgetEverything()
        do {
            let last = try await last(service)
            cache.fallen.withLock { $0.stands(service, at: last) }
        } catch {
            logger.warning("it is not known where a stream stands", metadata: ["service": "\(service)", "error": "\(error)"])
        }
    }

    private func apply(_ event: EventEnvelope) async {
        let fact = Fact(event.service, event.sequence)
        // Before it falls: who asks behind its fall must ask for no less.
        let wasTold = cache.fallen.withLock { $0.came(fact, now: .now) }
        // A change made through this gateway has fallen before it was answered.
        guard !wasTold else { return }
        do {
            await cache.channel.apply(Invalidation(try event.tags(), fact: fact))
            // The write's own answer may have come in between.
            _ = cache.fallen.withLock { $0.came(fact, now: .now) }
        } catch {
            logger.error("an event cannot be read", metadata: ["event": "\(event.id)", "error": "\(error)"])
            cache.forgetEverything()
        }
    }
}

extension ResponseCache {
    /// Nothing that is here or in the tier counts as fresh any more, and nothing as applied.
    func forgetEverything() {
        tier?.distrust()
        local.generations.flush()
        applied.reset()
    }
}
