/// Scores from one bound to another, in the server's notation: `-inf`, `5`, `(5` for "above 5".
package struct RedisScoreRange: Sendable, Equatable {
    package var lower: String
    package var upper: String

    package init(lower: String = "-inf", upper: String = "+inf") {
        self.lower = lower
        self.upper = upper
    }

    package static let all = Self()

    /// Both bounds included.
    package static func between(_ lower: Double, _ upper: Double) -> Self {
        Self(lower: lower.description, upper: upper.description)
    }

    /// The bound included.
    package static func upTo(_ upper: Double) -> Self { Self(upper: upper.description) }

    /// The bound not included.
    package static func above(_ lower: Double) -> Self { Self(lower: "(\(lower)") }
}
