/// Who is in flight and who was shed, under a limit that moves. Pure.
struct LimiterState: Sendable {
    private var adaptive: AdaptiveLimit
    private(set) var inFlight = 0
    private var shed: [RequestPriority: Int] = [:]

    init(policy: AdaptiveLimitPolicy, now: ContinuousClock.Instant) {
        adaptive = AdaptiveLimit(policy: policy, now: now)
    }

    /// Whether it may go. One may always go where none is.
    mutating func requested(_ priority: RequestPriority) -> Bool {
        guard inFlight < max(1, adaptive.limit * priority.share / 100) else {
            shed[priority, default: 0] += 1
            return false
        }
        inFlight += 1
        return true
    }

    mutating func ended(_ end: ConcurrencyPermit.End, now: ContinuousClock.Instant) {
        switch end {
        case .answered(let took): adaptive.ended(after: took, inFlight: inFlight, now: now)
        case .timedOut: adaptive.ended(after: nil, inFlight: inFlight, now: now)
        case .ignored: break
        }
        inFlight -= 1
    }

    var snapshot: LimiterSnapshot {
        LimiterSnapshot(
            limit: adaptive.limit, inFlight: inFlight, baselineLatency: adaptive.baselineLatency,
            shed: Dictionary(uniqueKeysWithValues: RequestPriority.allCases.map { ($0, shed[$0, default: 0]) }))
    }
}
