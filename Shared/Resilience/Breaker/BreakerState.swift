/// Whether calls to one dependency are let in. Pure: time is passed in and nothing fires by itself; an open breaker turns
/// half-open when somebody asks after its time.
///
/// Closed, it opens after enough failures in a row, or once a large enough share of calls failed or was slow; only what
/// happened within the window counts. Half-open, it lets a few probes in at once: enough good ones close it, one bad one
/// opens it again.
struct BreakerState: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// A call that was let in. It is heard only while the breaker stays in the mode that let it in: a call that began before
    /// an outage and ends after it tells nothing about now.
    struct Ticket: Sendable, Equatable {
        let stay: Int
        let number: Int
    }

    enum RequestAction: Sendable, Equatable {
        case admit(Ticket)
        case reject(retryAfter: Duration)
    }

    enum Phase: Sendable {
        case closed
        /// Nil: until it is told otherwise.
        case open(until: Instant?)
        case halfOpen(ProbePermits)
    }

    let policy: BreakerPolicy
    private(set) var phase = Phase.closed
    private(set) var log: TransitionLog
    private(set) var rejectedTotal = 0
    private var calls: CallRecord
    private var stay = 0
    private var lastNumber = 0

    init(policy: BreakerPolicy, now: Instant) {
        precondition(policy.isSound, "a breaker's thresholds and times are above zero")
        self.policy = policy
        log = TransitionLog(since: now)
        calls = CallRecord(policy: policy, now: now)
    }

    mutating func requested(now: Instant) -> RequestAction {
        if case .open(let until?) = phase, until <= now { move(to: .halfOpen(ProbePermits()), because: .openTimePassed, now: now) }
        switch phase {
        case .closed: return .admit(nextTicket())
        case .open: return reject(now: now)
        case .halfOpen(var probes):
            let ticket = nextTicket()
            guard probes.admitted(ticket.number, under: policy, now: now) else { return reject(now: now) }
            phase = .halfOpen(probes)
            return .admit(ticket)
        }
    }

    mutating func ended(_ ticket: Ticket, _ outcome: BreakerOutcome, after took: Duration, now: Instant) {
        guard ticket.stay == stay else { return }
        let isSlow = policy.slowAfter.map { took > $0 } ?? false
        switch phase {
        case .closed: callEnded(outcome, isSlow: isSlow, now: now)
        // Nothing is let in during such a stay, so no ticket is of it.
        case .open: break
        case .halfOpen(let probes): probeEnded(ticket, among: probes, outcome, isSlow: isSlow, now: now)
        }
    }

    mutating func move(to next: Phase, because reason: BreakerReason, now: Instant) {
        let before = phase.mode
        phase = next
        stay += 1
        if case .closed = next { calls.removeAll() }
        if next.mode != before { log.append(from: before, to: next.mode, reason: reason, at: now) }
    }

    /// Calls within the window, and failures without a success since. What opened it stays to be seen until it is too old.
    func recentCalls(now: Instant) -> (counts: BreakerCounts, consecutiveFailures: Int) {
        var calls = calls
        return (calls.counts(now: now), calls.consecutiveFailures(now: now))
    }

    private mutating func callEnded(_ outcome: BreakerOutcome, isSlow: Bool, now: Instant) {
        guard outcome != .ignored else { return }
        calls.add(failed: outcome == .failed, isSlow: isSlow, now: now)
        if let reason = calls.reasonToOpen(under: policy, now: now) { open(because: reason, now: now) }
    }

    private mutating func probeEnded(
        _ ticket: Ticket, among probes: ProbePermits, _ outcome: BreakerOutcome, isSlow: Bool, now: Instant
    ) {
        var probes = probes
        guard probes.ended(ticket.number) else { return }
        switch outcome {
        case .ignored: phase = .halfOpen(probes)
        case .failed: open(because: .probeFailed, now: now)
        // What opened for slowness would otherwise close on slowness.
        case .succeeded where isSlow: open(because: .probeSlow, now: now)
        case .succeeded: probeSucceeded(among: probes, now: now)
        }
    }

    private mutating func probeSucceeded(among probes: ProbePermits, now: Instant) {
        var probes = probes
        probes.succeeded()
        let isEnough = probes.successes >= policy.successesToClose
        if isEnough { move(to: .closed, because: .probesSucceeded, now: now) } else { phase = .halfOpen(probes) }
    }

    private mutating func open(because reason: BreakerReason, now: Instant) {
        move(to: .open(until: now + policy.openTime), because: reason, now: now)
    }

    private mutating func nextTicket() -> Ticket {
        lastNumber += 1
        return Ticket(stay: stay, number: lastNumber)
    }

    private mutating func reject(now: Instant) -> RequestAction {
        rejectedTotal += 1
        return .reject(retryAfter: retryAfter(now: now) ?? .zero)
    }
}
