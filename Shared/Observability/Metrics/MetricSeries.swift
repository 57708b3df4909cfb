/// One line, or for a histogram one group of lines, of a family.
enum MetricSeries: Sendable {
    case counter(Counter)
    case sum(Sum)
    case gauge(Gauge)
    case histogram(Histogram)

    init(_ kind: MetricKind, bounds: [Double]) {
        self =
            switch kind {
            case .counter: .counter(Counter())
            case .sum: .sum(Sum())
            case .gauge: .gauge(Gauge())
            case .histogram: .histogram(Histogram(bounds: bounds))
            }
    }
}
