/// What one process did between two looks at its metrics.
struct ProcessWindow: Sendable {
    let target: String
    let first: MetricsSnapshot
    let second: MetricsSnapshot
    let seconds: Double

    typealias Filter = [String: String]

    /// Nil where the process does not say what it is.
    var service: String? { second["target_info"].first?.labels["service_name"] }
    var host: String { second["target_info"].first?.labels["host_id"] ?? target }
    /// Then its counters began anew, and their difference means nothing.
    var hasRestarted: Bool { gauge("process_start_time_seconds", of: first) != gauge("process_start_time_seconds", of: second) }

    func has(_ name: String) -> Bool { !second[name].isEmpty }

    /// How far counters grew, those with such labels together.
    func growth(_ name: String, _ filter: Filter = [:]) -> Double {
        max(0, Self.total(second[name], filter) - Self.total(first[name], filter))
    }

    /// The same a second.
    func rate(_ name: String, _ filter: Filter = [:]) -> Double { seconds > 0 ? growth(name, filter) / seconds : 0 }

    /// At the end of the window.
    func gauge(_ name: String, _ filter: Filter = [:]) -> Double? {
        second[name].first { Self.matches($0, filter) }?.value
    }

    /// How a gauge changed.
    func change(_ name: String, _ filter: Filter = [:]) -> Double { Self.total(second[name], filter) - Self.total(first[name], filter) }

    /// The values of a label that the metric has.
    func values(of label: String, in name: String) -> Set<String> { Set(second[name].compactMap { $0.labels[label] }) }

    /// What a histogram saw, of all series that the filter and the condition let through.
    func buckets(_ name: String, _ filter: Filter = [:], where isWanted: (Filter) -> Bool = { _ in true }) -> Buckets {
        Self.buckets(second, name, filter, isWanted) - Self.buckets(first, name, filter, isWanted)
    }

    /// Of a histogram that comes with the sum of its squares: its name without `_seconds`.
    func sums(_ name: String, _ filter: Filter = [:]) -> (count: Double, sum: Double, squares: Double) {
        (
            growth("\(name)_seconds_count", filter), growth("\(name)_seconds_sum", filter),
            growth("\(name)_square_seconds_total", filter)
        )
    }

    private func gauge(_ name: String, of snapshot: MetricsSnapshot) -> Double? { snapshot[name].first?.value }

    private static func matches(_ series: MetricsSnapshot.Series, _ filter: Filter) -> Bool {
        filter.allSatisfy { series.labels[$0.key] == $0.value }
    }

    private static func total(_ series: [MetricsSnapshot.Series], _ filter: Filter) -> Double {
        series.reduce(0) { matches($1, filter) ? $0 + $1.value : $0 }
    }

    private static func buckets(_ snapshot: MetricsSnapshot, _ name: String, _ filter: Filter, _ isWanted: (Filter) -> Bool) -> Buckets {
        var counts: [Double: Double] = [:]
        for series in snapshot["\(name)_bucket"] where matches(series, filter) && isWanted(series.labels) {
            guard let text = series.labels["le"], let bound = text == "+Inf" ? .infinity : Double(text) else { continue }
            counts[bound, default: 0] += series.value
        }
        let sum = snapshot["\(name)_sum"].reduce(0) { matches($1, filter) && isWanted($1.labels) ? $0 + $1.value : $0 }
        let bounds = counts.keys.sorted()
        return Buckets(bounds: bounds.filter(\.isFinite), cumulative: bounds.map { counts[$0] ?? 0 }, sum: sum)
    }
}
