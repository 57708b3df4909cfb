import Bus
import Caching
import Contracts
import HTTPTypes
import NIOCore
import Resilience

extension ResponseCache {
    /// For a request that nothing kept may answer, and no flight that began before it.
    func fetchAlone(_ question: CacheQuestion) async throws -> CacheReply {
        let fence = local.generations.fence(question.tags)
        let tierFence = await tier?.fence(question.tags)
        return try await fetch(question, fence, tierFence: tierFence, question.bypasses ? .bypass : .miss)
    }

    /// Asks the service and keeps what it says, unless a tag fell meanwhile. Both fences must have been taken before.
    func fetch(
        _ question: CacheQuestion, _ fence: TagFence, tierFence: TierFence?, _ outcome: CacheOutcome
    ) async throws -> CacheReply {
        let asked = ContinuousClock.now
        let (answer, isCaughtUp) = try await ask(question)
        if answer.status == 404 { return absent(answer, question, fence, asked, outcome) }
        guard let kept = KeptResponse(answer, question, asked: asked) else { return .passed(answer) }
        guard isCaughtUp else { return .kept(kept, outcome) }
        fill(kept, question, fence)
        if let tier, let tierFence {
            // Unstructured: nobody waits for the shared tier to have it.
            Task { await tier.set(question.key.text, kept.tierBytes, fence: tierFence, lifetime: question.policy.lifetime.age) }
        }
        return .kept(kept, outcome)
    }

    /// What was there is gone, and must not stand in for an outage. That it is gone is kept where the route says so, and here only.
    private func absent(
        _ answer: Answer, _ question: CacheQuestion, _ fence: TagFence, _ asked: ContinuousClock.Instant, _ outcome: CacheOutcome
    ) -> CacheReply {
        local.remove(question.key)
        guard let age = question.policy.absence, let kept = KeptResponse(absence: answer, question, for: age, asked: asked) else {
            return .passed(answer)
        }
        absences.fill(kept, for: question.key, fence: fence, freshness: Caching.Freshness(age: age), cost: kept.cost)
        return .kept(kept, outcome)
    }

    /// A service that shows copies is asked to have caught up with what fell here, for what it copies may be older than that. One that
    /// cannot in time answers without, and its answer is not kept.
    private func ask(_ question: CacheQuestion) async throws -> (Answer, isCaughtUp: Bool) {
        let (position, isProvable) = positionToShow(question.position, question.policy.follows)
        let answer = try await question.ask(position)
        guard answer.status == 503, position != question.position else { return (answer, isProvable) }
        return (try await question.ask(question.position), false)
    }

    func fill(_ kept: KeptResponse, _ question: CacheQuestion, _ fence: TagFence) {
        var lifetime = question.policy.lifetime
        lifetime.age = max(.zero, lifetime.age - .seconds(kept.age()))
        local.fill(kept, for: question.key, fence: fence, freshness: lifetime, cost: kept.cost)
    }

    /// Fetches anew behind the back of those who get the old answer.
    func refresh(_ question: CacheQuestion) {
        let fence = local.generations.fence(question.tags)
        // Unstructured: the request that set it off has its answer. One flight for all who do, so it cannot pile up.
        Task {
            do {
                _ = try await flights.value(for: question.key, fence: fence) { [self] in
                    try await fetch(question, fence, tierFence: await tier?.fence(question.tags), .miss)
                }
            } catch {
                logger.debug("a kept answer was not refreshed", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension KeptResponse {
    var isOverdue: Bool { Duration.seconds(age()) >= lifetime }

    /// Nil for an answer that is not kept.
    convenience init?(_ answer: Answer, _ question: CacheQuestion, asked: ContinuousClock.Instant) {
        guard answer.status == 200 else { return nil }
        var headers: HTTPFields = [.contentType: "application/json"]
        for header in answer.headers {
            // These are one caller's own, whatever the service meant by them.
            guard let name = HTTPField.Name(header.name), name != .setCookie, name != .authorization else { return nil }
            headers[name] = header.value
        }
        headers[.cacheControl] = question.freshness.rawValue
        headers[.vary] = "Accept-Encoding, Authorization"
        self.init(
            status: answer.status, headers: headers, body: ByteBuffer(bytes: answer.body), route: question.route,
            lifetime: question.policy.lifetime.age, asked: asked)
    }
}

extension CacheLookup {
    /// Whatever is there, fresh or not.
    var entry: CachedValue<Value>? {
        switch self {
        case .fresh(let entry), .expired(let entry), .invalidated(let entry): entry
        case .absent: nil
        }
    }
}

extension Error {
    /// Whether the service gave no answer at all.
    var isOutage: Bool {
        switch self {
        case let error as BusError: error.code != .cancelled
        case is BreakerOpen, is ConcurrencyLimitReached, is DeadlinePassed: true
        default: false
        }
    }
}
