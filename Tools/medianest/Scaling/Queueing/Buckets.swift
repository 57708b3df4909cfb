/// What a histogram saw in a while: its finite upper bounds, and how many fell at or below each, ending with all of them.
struct Buckets: Sendable, Equatable {
    var bounds: [Double] = []
    var cumulative: [Double] = []
    var sum = 0.0

    var count: Double { cumulative.last ?? 0 }
    var mean: Double? { count > 0 ? sum / count : nil }

    /// Nil where it saw nothing.
    var p95: Double? { count > 0 ? quantile(0.95) : nil }

    /// As Prometheus' `histogram_quantile` has it: evenly within a bucket. What is beyond the last bound counts as that.
    func quantile(_ probability: Double) -> Double {
        let rank = probability * count
        guard let index = cumulative.firstIndex(where: { $0 >= rank }), index < bounds.count else { return bounds.last ?? 0 }
        let below = index > 0 ? cumulative[index - 1] : 0
        let low = index > 0 ? bounds[index - 1] : 0
        let inside = cumulative[index] - below
        return inside > 0 ? low + (bounds[index] - low) * (rank - below) / inside : bounds[index]
    }

    /// Of several processes together. Those with other bounds cannot be added and are left out.
    static func + (left: Buckets, right: Buckets) -> Buckets {
        if left.cumulative.isEmpty { return right }
        guard left.bounds == right.bounds else { return left }
        return Buckets(
            bounds: left.bounds, cumulative: zip(left.cumulative, right.cumulative).map(+), sum: left.sum + right.sum)
    }

    /// From an earlier look to this one.
    static func - (left: Buckets, right: Buckets) -> Buckets {
        guard left.bounds == right.bounds else { return left }
        return Buckets(
            bounds: left.bounds, cumulative: zip(left.cumulative, right.cumulative).map { max(0, $0 - $1) },
            sum: max(0, left.sum - right.sum))
    }
}
