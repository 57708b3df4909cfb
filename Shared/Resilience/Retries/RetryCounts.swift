struct RetryCounts: Sendable, AdditiveArithmetic {
    var requests = 0
    var retries = 0

    static var zero: RetryCounts { RetryCounts() }

    static func + (lhs: RetryCounts, rhs: RetryCounts) -> RetryCounts {
        RetryCounts(requests: lhs.requests + rhs.requests, retries: lhs.retries + rhs.retries)
    }

    static func - (lhs: RetryCounts, rhs: RetryCounts) -> RetryCounts {
        RetryCounts(requests: lhs.requests - rhs.requests, retries: lhs.retries - rhs.retries)
    }
}
