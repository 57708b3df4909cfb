import Contracts
import Resilience

/// The calls of one process that wait for their answers. A value, kept behind a lock; whoever removes a call resumes it.
struct WaitingCalls {
    struct Call {
        let service: ServiceName
        let deadline: Deadline
        let resume: @Sendable (Result<Answer, BusError>) -> Void
    }

    private var calls: [UInt64: Call] = [:]
    private(set) var isClosed = false

    var count: Int { calls.count }

    /// Returns false after `close`.
    mutating func insert(_ call: Call, number: UInt64) -> Bool {
        guard !isClosed else { return false }
        calls[number] = call
        return true
    }

    mutating func remove(_ number: UInt64) -> Call? { calls.removeValue(forKey: number) }

    mutating func removeOverdue(now: ContinuousClock.Instant) -> [(number: UInt64, call: Call)] {
        let overdue = calls.filter { $0.value.deadline.instant <= now }
        for number in overdue.keys { calls[number] = nil }
        return overdue.map { ($0.key, $0.value) }
    }

    mutating func close() -> [Call] {
        isClosed = true
        defer { calls = [:] }
        return Array(calls.values)
    }
}
