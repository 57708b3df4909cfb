/// Gathers families and samples and writes them as Prometheus text format 0.0.4.
/// Source: prometheus.io/docs/instrumenting/exposition_formats.
struct PrometheusText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private struct Block {
        let kind: MetricKind
        let help: String
        var lines: [String] = []
    }

    private let seriesLimit: Int
    private var blocks: [String: Block] = [:]

    init(seriesLimit: Int) {
        self.seriesLimit = seriesLimit
    }

    mutating func add(_ family: MetricFamily) {
        var block = Block(kind: family.kind, help: family.help)
        for (labels, series) in family.series.sorted(by: { $0.key.values.lexicographicallyPrecedes($1.key.values) }) {
            block.lines += Self.lines(family.name, labels, series)
        }
        blocks[family.name] = block
    }

    /// Samples join the family of their name; what is beyond the limit of series is left out.
    mutating func add(_ sample: MetricSample) {
        var block = blocks[sample.name] ?? Block(kind: sample.kind, help: sample.help)
        guard block.lines.count < seriesLimit, block.kind.word == sample.kind.word else { return }
        block.lines.append(Self.line(sample.name, sample.labels, Self.number(sample.value)))
        blocks[sample.name] = block
    }

    func rendered() -> String {
        var text = ""
        for (name, block) in blocks.sorted(by: { $0.key < $1.key }) {
            text += "# HELP \(name) \(Self.escaped(block.help, quotes: false))\n"
            text += "# TYPE \(name) \(block.kind.word)\n"
            block.lines.forEach { text += $0 }
        }
        return text
    }

    private static func lines(_ name: String, _ labels: MetricLabels, _ series: MetricSeries) -> [String] {
        switch series {
        case .counter(let counter): [line(name, labels, "\(counter.value)")]
        case .sum(let sum): [line(name, labels, number(sum.value))]
        case .gauge(let gauge): [line(name, labels, number(gauge.value))]
        case .histogram(let histogram): lines(name, labels, histogram)
        }
    }

    private static func lines(_ name: String, _ labels: MetricLabels, _ histogram: Histogram) -> [String] {
        let (cumulative, sum) = histogram.snapshot
        let bounds = histogram.bounds.map(number) + ["+Inf"]
        let buckets = zip(bounds, cumulative).map { bound, count in
            line("\(name)_bucket", labels, "\(count)", bound: bound)
        }
        let count = cumulative.last ?? 0
        return buckets + [line("\(name)_sum", labels, number(sum)), line("\(name)_count", labels, "\(count)")]
    }

    private static func line(_ name: String, _ labels: MetricLabels, _ value: String, bound: String? = nil) -> String {
        var pairs = zip(labels.names, labels.values).map { "\($0)=\"\(escaped($1, quotes: true))\"" }
        if let bound { pairs.append("le=\"\(bound)\"") }
        return pairs.isEmpty ? "\(name) \(value)\n" : "\(name){\(pairs.joined(separator: ","))} \(value)\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value) { return "\(whole)" }
        return "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
