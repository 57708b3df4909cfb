import Testing

@testable import Resilience

extension BreakerState {
    /// Asks, and reports at once; whether it was let in.
    @discardableResult
    mutating func call(_ outcome: BreakerOutcome, after took: Duration = .milliseconds(5), at now: Instant) -> Bool {
        guard case .admit(let ticket) = requested(now: now) else { return false }
        ended(ticket, outcome, after: took, now: now)
        return true
    }

    mutating func calls(_ count: Int, _ outcome: BreakerOutcome, after took: Duration = .milliseconds(5), at now: Instant) {
        for _ in 0..<count { call(outcome, after: took, at: now) }
    }

    /// The ticket of a call that was let in and has told nothing yet.
    mutating func pending(at now: Instant) -> Ticket? {
        guard case .admit(let ticket) = requested(now: now) else { return nil }
        return ticket
    }

    /// Like `pending`, for one that has to be let in.
    mutating func letIn(at now: Instant) throws -> Ticket {
        let ticket = pending(at: now)
        return try #require(ticket)
    }

    var mode: BreakerMode { phase.mode }
    var lastReason: BreakerReason? { log.latest.last?.reason }
}
