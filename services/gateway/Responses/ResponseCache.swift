import Bus
import Caching
import Compression
import Contracts
import Logging
import Resilience
import Synchronization

/// Answers of services, kept in this process and in the shared tier.
///
/// What is given out as fresh is never older than an invalidation that this gateway has applied before the request came: fills are
/// fenced, flights are joined only behind an intact fence, and a request that brings a position gets a kept answer only once the
/// position's facts have been applied here.
final class ResponseCache: Sendable {
    let local: FencedCache<ResponseKey, KeptResponse>
    /// That there is no such thing. Apart from the others, because ids can be made up: they push out nothing but each other.
    let absences: FencedCache<ResponseKey, KeptResponse>
    let tier: RedisTier?
    let channel: InvalidationChannel
    let applied: AppliedPositions
    let compressor: BodyCompressor
    let logger: Logger
    let routeCounts: RouteCounts
    let flights = SingleFlight<ResponseKey, CacheReply>()
    /// What answers that are copies must have caught up with.
    let fallen = Mutex(FallenFacts())
    /// When positions were first brought here whose facts have not been heard of: those from before this gateway began.
    private let seen = Mutex(LRUCache<Position, ContinuousClock.Instant>(capacity: 10_000, defaultAge: .ageless))
    /// How long a request waits for its position before it asks the service instead.
    static let patience: Duration = .milliseconds(20)

    init(
        local: FencedCache<ResponseKey, KeptResponse>, absences: FencedCache<ResponseKey, KeptResponse>, tier: RedisTier?,
        channel: InvalidationChannel, applied: AppliedPositions,
        compressor: BodyCompressor, routeCounts: RouteCounts, logger: Logger
    ) {
        self.routeCounts = routeCounts
        self.local = local
        self.absences = absences
        self.tier = tier
        self.channel = channel
        self.applied = applied
        self.compressor = compressor
        self.logger = logger
    }

    /// The answer from the nearest place that may give it.
    /// - Throws: what asking throws, when nothing old may stand in for it.
    func reply(to question: CacheQuestion) async throws -> CacheReply {
        let standing = await standing(of: question.position)
        let found = local.lookup(question.key)
        if !question.bypasses {
            switch found {
            case .fresh(let entry) where standing.allows(entry.value): return .kept(entry.value, .hit)
            case .expired(let entry) where standing.allows(entry.value):
                refresh(question)
                return .kept(entry.value, .stale)
            default: break
            }
            if question.policy.absence != nil, let none = absence(question.key), standing.allows(none) { return .kept(none, .hit) }
        }
        do {
            return standing == .reached && !question.bypasses ? try await join(question) : try await fetchAlone(question)
        } catch  where error.isOutage && question.position.isEmpty {
            guard let old = found.entry else { throw error }
            local.countStaleServed()
            return .kept(old.value, .stale)
        }
    }

    /// The same at once, where a fresh answer is at hand.
    func hit(_ key: ResponseKey, _ position: Position) -> KeptResponse? {
        guard position.isEmpty || applied.hasApplied(position), case .fresh(let entry) = local.lookup(key) else { return nil }
        return entry.value
    }

    /// The kept answer that there is nothing, at once. Its positions are for the caller to look at.
    private func absence(_ key: ResponseKey) -> KeptResponse? {
        guard case .fresh(let entry) = absences.lookup(key) else { return nil }
        return entry.value
    }

    func absence(_ key: ResponseKey, _ position: Position) -> KeptResponse? {
        position.isEmpty || applied.hasApplied(position) ? absence(key) : nil
    }

    private func standing(of position: Position) async -> PositionStanding {
        if position.isEmpty || applied.hasApplied(position) { return .reached }
        let now = ContinuousClock.now
        if let first = seen.withLock({ $0.get(position, now: now) }) { return .unknown(since: first) }
        if await applied.wait(for: position, limit: Self.patience) { return .reached }
        // Were one remembered that is still to come, what is asked for before its commit would count as newer.
        if !fallen.withLock({ $0.isAhead(position) }) { seen.withLock { _ = $0.set(position, now, now: now) } }
        return .unknown(since: now)
    }

    /// The shared tier's answer or the service's, once for all who ask for the same at the same time.
    private func join(_ question: CacheQuestion) async throws -> CacheReply {
        let fence = local.generations.fence(question.tags)
        return try await flights.value(for: question.key, fence: fence) { [self] in
            let found = await tier?.get(question.key.text, tags: question.tags) ?? .miss(nil)
            if let kept = found.response(question), !kept.isOverdue {
                fill(kept, question, fence)
                return .kept(kept, .hit)
            }
            return try await fetch(question, fence, tierFence: found.fence, .miss)
        }
    }
}

extension TierLookup {
    fileprivate func response(_ question: CacheQuestion) -> KeptResponse? {
        guard case .hit(let bytes, _) = self else { return nil }
        return KeptResponse(tier: bytes, lifetime: question.policy.lifetime.age)
    }

    fileprivate var fence: TierFence? { if case .miss(let fence) = self { fence } else { nil } }
}
