import Foundation

/// How long one waits: not at all, or for a time that falls off exponentially. Exact for M/M/c, and how a line under load looks else.
struct Wait: Sendable, Equatable {
    /// Of waiting at all.
    var probability: Double
    /// Of all, those who do not wait included.
    var mean: Double

    static let none = Wait(probability: 0, mean: 0)

    /// The mean of those who wait.
    private var conditionalMean: Double { probability > 0 ? mean / probability : 0 }

    /// The probability of waiting longer than `time`.
    func tail(beyond time: Double) -> Double {
        if time < 0 { return 1 }
        if mean.isInfinite { return 1 }
        guard mean > 0 else { return 0 }
        return probability * exp(-time / conditionalMean)
    }

    /// One line after the other: with the probability of waiting in either, and the sum of their means.
    static func + (left: Wait, right: Wait) -> Wait {
        Wait(probability: 1 - (1 - left.probability) * (1 - right.probability), mean: left.mean + right.mean)
    }
}
