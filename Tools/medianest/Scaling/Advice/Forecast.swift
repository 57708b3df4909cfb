/// What a service would do with so many replicas, under the load that it has.
struct Forecast: Sendable {
    let replicas: Int
    let lines: [Line]
    let p95: Double

    /// The line that gives way first.
    var tightest: Line? { lines.max { $0.utilisation < $1.utilisation } }
    var isStable: Bool { lines.allSatisfy(\.station.isStable) }
}
