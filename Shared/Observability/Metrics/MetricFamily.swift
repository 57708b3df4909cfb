/// All series that share a name: one kind, one help text, the same label names.
struct MetricFamily: Sendable {
    let name: String
    let kind: MetricKind
    let help: String
    let labelNames: [String]
    let bounds: [Double]
    private(set) var series: [MetricLabels: MetricSeries] = [:]

    init(name: String, kind: MetricKind, help: String, labelNames: [String], bounds: [Double] = []) {
        MetricName.check(name, labels: labelNames)
        self.name = name
        self.kind = kind
        self.help = help
        self.labelNames = labelNames
        self.bounds = bounds
    }

    /// The series with these labels, made when it is new.
    /// Once `limit` series exist, every new one is the same overflow series: a label fed from outside cannot fill memory.
    mutating func series(_ labels: MetricLabels, kind: MetricKind, bounds: [Double], limit: Int) -> MetricSeries {
        precondition(
            kind == self.kind && labels.names == labelNames && bounds == self.bounds,
            "metric \(name) is already a \(self.kind) with labels \(labelNames) and buckets \(self.bounds)")
        if let known = series[labels] { return known }
        let key = series.count < limit ? labels : .overflow(labelNames)
        if let known = series[key] { return known }
        let made = MetricSeries(kind, bounds: bounds)
        series[key] = made
        return made
    }
}
