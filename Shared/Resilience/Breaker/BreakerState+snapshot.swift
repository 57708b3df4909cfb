extension BreakerState {
    func snapshot(now: Instant) -> BreakerSnapshot {
        let recent = recentCalls(now: now)
        return BreakerSnapshot(
            mode: phase.mode, isHeld: phase.isHeld, since: log.since, takenAt: now, retryAfter: retryAfter(now: now),
            counts: recent.counts, consecutiveFailures: recent.consecutiveFailures, probes: phase.probes?.count ?? 0,
            probeSuccesses: phase.probes?.successes ?? 0, rejectedTotal: rejectedTotal, transitionsTotal: log.count,
            transitions: Array(log.latest))
    }

    /// What one who is turned away is told; nil where calls are let in. With all probes out, a second is enough to wait.
    func retryAfter(now: Instant) -> Duration? {
        switch phase {
        case .closed: nil
        case .open(let until?): max(.zero, until - now)
        case .open(nil): policy.openTime
        case .halfOpen(let probes): probes.count < policy.concurrentProbes ? nil : .seconds(1)
        }
    }
}

extension BreakerState.Phase {
    var mode: BreakerMode {
        switch self {
        case .closed: .closed
        case .open: .open
        case .halfOpen: .halfOpen
        }
    }

    fileprivate var isHeld: Bool {
        if case .open(nil) = self { true } else { false }
    }

    fileprivate var probes: ProbePermits? {
        if case .halfOpen(let probes) = self { probes } else { nil }
    }
}
