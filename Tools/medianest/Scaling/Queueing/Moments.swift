/// How long something takes, as far as queueing formulas ask: its mean in seconds, and how much it varies.
struct Moments: Sendable, Equatable {
    var mean: Double
    /// The squared coefficient of variation: variance by squared mean. 0 is always the same, 1 is exponential.
    var variation: Double

    init(mean: Double, variation: Double) {
        self.mean = max(0, mean)
        self.variation = max(0, variation)
    }

    /// Of so many observations with this sum and this sum of squares.
    init(count: Double, sum: Double, squares: Double) {
        guard count > 0, sum > 0 else {
            self.init(mean: 0, variation: 0)
            return
        }
        let mean = sum / count
        self.init(mean: mean, variation: squares / count / (mean * mean) - 1)
    }

    var variance: Double { variation * mean * mean }

    /// One after the other, independent of each other.
    static func + (left: Moments, right: Moments) -> Moments {
        Moments(mean: left.mean + right.mean, variance: left.variance + right.variance)
    }

    /// What is left when `right`, independent of it, is taken away. Noise of the measurement may not make it negative.
    static func - (left: Moments, right: Moments) -> Moments {
        Moments(mean: left.mean - right.mean, variance: left.variance - right.variance)
    }

    init(mean: Double, variance: Double) {
        self.init(mean: mean, variation: mean > 0 ? variance / (mean * mean) : 0)
    }

    /// The same work at another speed.
    func slowed(by factor: Double) -> Moments { Moments(mean: mean * factor, variation: variation) }
}
