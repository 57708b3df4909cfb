/// From a request's arrival to its answer: kinds of requests, each with the waits and the work on its way.
struct Response: Sendable, Equatable {
    struct Kind: Sendable, Equatable {
        /// Its part of all requests.
        var weight: Double
        var work: Spread
        var wait: Wait
    }

    var kinds: [Kind]
    /// What each takes besides: the way there and back.
    var overhead = 0.0

    /// Infinite where a line grows.
    var p95: Double { quantile(0.95) }

    func tail(beyond time: Double) -> Double {
        let all = kinds.reduce(0) { $0 + $1.weight }
        return kinds.reduce(0) { $0 + $1.weight / all * $1.work.tail(beyond: time - overhead, after: $1.wait) }
    }

    func quantile(_ probability: Double) -> Double {
        guard overhead.isFinite, kinds.allSatisfy({ $0.wait.mean.isFinite }) else { return .infinity }
        var (low, high) = (0.0, 0.001)
        while tail(beyond: high) > 1 - probability { high *= 2 }
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if tail(beyond: middle) > 1 - probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
