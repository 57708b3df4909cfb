/// One figure: what it is, of which of its kind, and how much it rests on.
package struct Measurement: Sendable, Codable, Equatable {
    package let measure: Measure
    package let value: Double
    /// Observations that a statistic was made from; nil for what simply is so.
    package let samples: Int?
    /// Which of its kind, where a process has several: a check, a queue, a breaker.
    package let subject: String?
    /// Whether it is the service's and not the replica's own, so that all of its replicas tell the same.
    package let isShared: Bool

    package init(_ measure: Measure, _ value: Double, samples: Int? = nil, of subject: String? = nil, isShared: Bool = false) {
        self.measure = measure
        self.value = value
        self.samples = samples
        self.subject = subject
        self.isShared = isShared
    }
}
