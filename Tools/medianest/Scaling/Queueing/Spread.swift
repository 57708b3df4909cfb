/// A distribution of times, as points of equal weight in ascending order.
struct Spread: Sendable, Equatable {
    static let size = 200
    let points: [Double]

    /// - Parameter points: ascending, one at least.
    init(points: [Double]) { self.points = points }

    /// The gamma distribution with these moments: exponential at a variation of 1, and a constant at 0.
    init(_ moments: Moments) {
        guard moments.mean > 0, moments.variation > 1e-4 else {
            points = [moments.mean]
            return
        }
        let shape = 1 / moments.variation
        points = (0..<Self.size).map { index in
            IncompleteGamma.quantile(shape: shape, (Double(index) + 0.5) / Double(Self.size)) * moments.mean / shape
        }
    }

    /// What a histogram saw, spread evenly within each bucket. What is beyond the last bound counts as that. Nil where it saw nothing.
    init?(_ buckets: Buckets) {
        guard buckets.count > 0 else { return nil }
        points = (0..<Self.size).map { buckets.quantile((Double($0) + 0.5) / Double(Self.size)) }
    }

    var mean: Double { points.reduce(0, +) / Double(points.count) }

    /// The probability that this time and, independent of it, a wait take longer than `time`.
    func tail(beyond time: Double, after wait: Wait) -> Double {
        points.reduce(0) { $0 + wait.tail(beyond: time - $1) } / Double(points.count)
    }
}
