/// When a figure is bad, and for how long it must be before anybody is told.
package struct AlertRule: Sendable {
    package enum Severity: String, Sendable, Codable, CaseIterable { case warning, critical }

    package enum Direction: String, Sendable {
        case higherIsWorse = "above"
        case lowerIsWorse = "below"
    }

    package enum Unit: String, Sendable { case seconds, bytes, ratio, count }

    enum Judgement {
        case bad
        /// On the good side of the threshold, but not far enough to believe it.
        case near
        /// Or not known, or known from too little.
        case good
    }

    package let name: String
    package let severity: Severity
    package let measure: Measure
    package let direction: Direction
    /// Bad is what lies beyond it.
    package let threshold: Double
    package let unit: Unit
    /// A value has recovered when it is so far on the good side, as a share of the threshold.
    package let margin: Double
    /// How long it must be bad, without a break, to be told.
    package let patience: Duration
    /// How long it must have recovered, without a break, to be over.
    package let recovery: Duration
    /// A statistic of fewer says nothing.
    package let minimumSamples: Int
    /// What it means to people, in one sentence.
    package let meaning: String

    /// - Parameters:
    ///   - above: bad is what is higher than this;
    ///   - below: or lower than this. A rule has one of them.
    package init(
        _ name: String, _ severity: Severity, _ measure: Measure, above: Double? = nil, below: Double? = nil, _ unit: Unit,
        margin: Double = 0.1, for patience: Duration, recovery: Duration = .seconds(60), minimumSamples: Int = 0, _ meaning: String
    ) {
        precondition((above == nil) != (below == nil), "\(name) needs one threshold")
        self.name = name
        self.severity = severity
        self.measure = measure
        direction = above == nil ? .lowerIsWorse : .higherIsWorse
        threshold = above ?? below ?? 0
        self.unit = unit
        self.margin = margin
        self.patience = patience
        self.recovery = recovery
        self.minimumSamples = minimumSamples
        self.meaning = meaning
    }

    func judge(_ measurement: Measurement) -> Judgement {
        guard measurement.value.isFinite else { return .good }
        if let samples = measurement.samples, samples < minimumSamples { return .good }
        switch direction {
        case .higherIsWorse:
            if measurement.value > threshold { return .bad }
            return measurement.value > threshold * (1 - margin) ? .near : .good
        case .lowerIsWorse:
            if measurement.value < threshold { return .bad }
            return measurement.value < threshold * (1 + margin) ? .near : .good
        }
    }

    func isWorse(_ value: Double, than other: Double) -> Bool { direction == .higherIsWorse ? value > other : value < other }
}
