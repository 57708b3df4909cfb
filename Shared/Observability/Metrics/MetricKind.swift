/// The `TYPE` of a metric family, by its name in the exposition format.
package enum MetricKind: String, Sendable {
    case counter, gauge, histogram
}
