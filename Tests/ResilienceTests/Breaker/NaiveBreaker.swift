@testable import Resilience

/// The rules of a breaker, spelled out over the list of everything that ever happened. Times are whole seconds.
struct NaiveBreaker {
    struct Call {
        let stay: Int
        let isProbe: Bool
        var expiry: Int
    }

    let policy: BreakerPolicy
    var mode = BreakerMode.closed
    var openUntil: Int?
    var log: [(second: Int, failed: Bool, slow: Bool)] = []
    var probes: [Int: Call] = [:]
    var successes = 0
    var stay = 0
    var rejected = 0
    var transitions = 0

    /// The retry time if it is turned away.
    mutating func request(_ number: Int, at second: Int) -> (call: Call?, retryAfter: Int) {
        if mode == .open, let openUntil, openUntil <= second { enter(.halfOpen) }
        switch mode {
        case .closed: return (Call(stay: stay, isProbe: false, expiry: .max), 0)
        case .open:
            rejected += 1
            return (nil, openUntil.map { $0 - second } ?? seconds(policy.openTime))
        case .halfOpen:
            guard probes.values.count(where: { $0.expiry > second }) < policy.concurrentProbes else {
                rejected += 1
                return (nil, 1)
            }
            probes = probes.filter { $0.value.expiry > second }
            let call = Call(stay: stay, isProbe: true, expiry: second + seconds(policy.probeTime))
            probes[number] = call
            return (call, 0)
        }
    }

    mutating func end(_ number: Int, _ call: Call, _ outcome: BreakerOutcome, slow: Bool, at second: Int) {
        guard call.stay == stay else { return }
        if call.isProbe { return endProbe(number, outcome, slow: slow, at: second) }
        guard outcome != .ignored else { return }
        log.append((second, outcome == .failed, slow))
        if mustOpen(at: second) { enter(.open, until: second + seconds(policy.openTime)) }
    }

    mutating func enter(_ next: BreakerMode, until: Int? = nil) {
        if next != mode { transitions += 1 }
        if next == .closed { log = [] }
        (mode, openUntil, probes, successes) = (next, until, [:], 0)
        stay += 1
    }

    func recent(at second: Int) -> [(second: Int, failed: Bool, slow: Bool)] {
        let span = seconds(policy.window) / policy.buckets
        return log.filter { $0.second / span > second / span - policy.buckets }
    }

    func failuresInRow(at second: Int) -> Int {
        recent(at: second).reversed().prefix { $0.failed }.count
    }

    private mutating func endProbe(_ number: Int, _ outcome: BreakerOutcome, slow: Bool, at second: Int) {
        guard probes.removeValue(forKey: number) != nil, outcome != .ignored else { return }
        if outcome == .failed || slow { return enter(.open, until: second + seconds(policy.openTime)) }
        successes += 1
        if successes == policy.successesToClose { enter(.closed) }
    }

    private func mustOpen(at second: Int) -> Bool {
        let calls = recent(at: second)
        if failuresInRow(at: second) >= policy.consecutiveFailures { return true }
        guard calls.count >= policy.minimumCalls else { return false }
        let ratios = [calls.count { $0.failed }, calls.count { $0.slow }].map { Double($0) / Double(calls.count) }
        return ratios[0] >= policy.failureRatio || ratios[1] >= policy.slowRatio
    }

    private func seconds(_ duration: Duration) -> Int { Int(duration.components.seconds) }
}
