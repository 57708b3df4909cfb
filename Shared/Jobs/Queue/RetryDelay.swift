/// A job's own backoff, in a form that travels.
package enum RetryDelay: Codable, Sendable, Hashable {
    case exponential(baseMilliseconds: Int, maximumMilliseconds: Int)
    case fixed(milliseconds: Int)

    var backoff: JobBackoff {
        switch self {
        case .exponential(let base, let maximum):
            .exponential(base: .milliseconds(max(1, base)), maximum: .milliseconds(max(1, base, maximum)))
        case .fixed(let delay): .fixed(.milliseconds(delay))
        }
    }
}
