/// What a call takes when it does not wait behind others: what latency is compared with.
///
/// In calm it is a long average, as in Netflix' `Gradient2Limit`; a minimum would be set by the cheapest calls. That average
/// has a flaw: in a long overload it learns the overload, and the limit creeps up. Here a window that is slower than tolerated
/// teaches nothing by itself. It is a question, which the falling limit answers: with fewer calls in flight, waiting gets shorter
/// in proportion (Little's law), but a dependency that has simply become slower stays as slow.
struct LatencyBaseline: Sendable {
    /// Windows that the average reaches back.
    private static let memory = 600
    /// The answer is read when so much of the calls in flight is left.
    private static let fall = 0.6
    /// Half way between "all of it was waiting" and "none of it was".
    private static let verdict = (1 + fall) / 2
    /// Latency that still grows by more than chance is that of a change under way, and is asked about anew.
    private static let chance = 1.1

    private(set) var value: Duration?
    private var windows = 0
    private var question: (inFlight: Double, latency: Duration)?

    /// - Parameter isAtMinimum: whether the limit cannot fall further, where no queue is of our making.
    mutating func learn(_ latency: Duration, inFlight: Double, tolerance: Double, isAtMinimum: Bool) {
        windows += 1
        guard let value else { return self.value = latency }
        if latency <= value * tolerance {
            question = nil
            self.value = averaged(latency, with: value)
        } else if isAtMinimum || isAnsweredByStayingSlow(latency, inFlight: inFlight) {
            question = nil
            // Half the way only: one answer may be chance.
            self.value = value + (latency - value) / 2
        }
    }

    private func averaged(_ latency: Duration, with value: Duration) -> Duration {
        let average = value + (latency - value) / min(windows, Self.memory)
        // After a slow time the average would lag for minutes and let queues grow.
        return average > latency * 2 ? average * 0.9 : average
    }

    /// Asks where nothing was asked, or what was asked is out of date.
    private mutating func isAnsweredByStayingSlow(_ latency: Duration, inFlight: Double) -> Bool {
        guard let asked = question, inFlight < asked.inFlight, latency <= asked.latency * Self.chance else {
            question = (inFlight, latency)
            return false
        }
        guard inFlight <= asked.inFlight * Self.fall else { return false }
        question = (inFlight, latency)
        return latency > asked.latency * Self.verdict
    }
}
