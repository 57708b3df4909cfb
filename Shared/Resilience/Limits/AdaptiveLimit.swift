/// How many calls may be in flight, found from their latency alone. Pure: time is passed in.
///
/// Once a window the limit moves a fifth of the way to `limit · gradient + √limit`, where the gradient is how much faster than
/// now a call is without waiting, within [½, 1]. As long as latency is tolerable the limit grows by the root, which is the
/// queue that it allows itself; it settles where growth and gradient balance. Calls that time out take a tenth of it at once.
/// Source: Netflix concurrency-limits, `Gradient2Limit`, which took the idea from TCP Vegas; see `LatencyBaseline` for what differs.
struct AdaptiveLimit: Sendable {
    private static let smoothing = 0.2

    let policy: AdaptiveLimitPolicy
    private var estimate: Double
    private var baseline = LatencyBaseline()
    private var sample: LoadSample
    private var span: Duration

    init(policy: AdaptiveLimitPolicy, now: ContinuousClock.Instant) {
        precondition(policy.isSound, "a limit is between its bounds, which are above zero")
        self.policy = policy
        estimate = Double(policy.initial)
        sample = LoadSample(startedAt: now)
        span = policy.window
    }

    var limit: Int { Int(estimate) }
    /// Nil until the first window is over.
    var baselineLatency: Duration? { baseline.value }

    /// A call ended, with `inFlight` under way, itself included. Nil: it timed out.
    mutating func ended(after latency: Duration?, inFlight: Int, now: ContinuousClock.Instant) {
        // What was seen before a silence is judged by itself: this call tells of another time.
        if now - sample.startedAt >= policy.longestWindow { endWindow(now: now) }
        sample.add(latency: latency, inFlight: inFlight)
        if now - sample.startedAt >= span, sample.calls >= policy.minimumCalls { endWindow(now: now) }
    }

    private mutating func endWindow(now: ContinuousClock.Instant) {
        if sample.calls > 0 { windowEnded(sample) }
        sample = LoadSample(startedAt: now)
    }

    private mutating func windowEnded(_ seen: LoadSample) {
        if let latency = seen.latency {
            baseline.learn(
                latency, inFlight: seen.inFlight, tolerance: policy.tolerance, isAtMinimum: limit == policy.minimum)
            // Shorter ones would mostly hear from calls that were let in before the limit last moved.
            span = max(policy.window, min(latency * 2, policy.longestWindow))
        }
        if seen.timeouts > 0 {
            move(to: estimate * 0.9)
        } else if let latency = seen.latency, let calm = baseline.value, Double(seen.peakInFlight) >= estimate / 2 {
            // Below half of it the limit was not what held anyone back, so latency says nothing about it.
            let gradient = max(0.5, min(1, calm * policy.tolerance / latency))
            let target = estimate * gradient + estimate.squareRoot()
            move(to: estimate + (target - estimate) * Self.smoothing)
        }
    }

    private mutating func move(to next: Double) {
        estimate = max(Double(policy.minimum), min(Double(policy.maximum), next))
    }
}
