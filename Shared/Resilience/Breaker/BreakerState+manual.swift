extension BreakerState {
    /// Opens it for a time, or until it is told otherwise: a breaker that is held open does not probe.
    mutating func open(for time: Duration?, now: Instant) {
        move(to: .open(until: time.map { now + $0 }), because: .manual, now: now)
    }

    /// Lets probes in. Of those that are already out, none is heard any more.
    mutating func halfOpen(now: Instant) {
        move(to: .halfOpen(ProbePermits()), because: .manual, now: now)
    }

    /// Closes it and forgets what it has seen, also if it is closed already.
    mutating func close(now: Instant) {
        move(to: .closed, because: .manual, now: now)
    }
}
