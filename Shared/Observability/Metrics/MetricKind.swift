/// What a metric family holds.
package enum MetricKind: Sendable {
    case counter, sum, gauge, histogram

    /// The `TYPE` in the exposition format, which does not know whether a counter's steps are whole.
    var word: String {
        switch self {
        case .counter, .sum: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
