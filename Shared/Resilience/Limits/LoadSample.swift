/// What was measured during one window.
struct LoadSample: Sendable {
    let startedAt: ContinuousClock.Instant
    private(set) var calls = 0
    private(set) var timeouts = 0
    private(set) var peakInFlight = 0
    private var latencyTotal = Duration.zero
    private var inFlightTotal = 0

    init(startedAt: ContinuousClock.Instant) {
        self.startedAt = startedAt
    }

    /// The average over the calls that were answered; nil if none was.
    var latency: Duration? { calls > timeouts ? latencyTotal / (calls - timeouts) : nil }

    /// The average that a call found around it, itself included.
    var inFlight: Double { calls == 0 ? 0 : Double(inFlightTotal) / Double(calls) }

    mutating func add(latency: Duration?, inFlight: Int) {
        calls += 1
        inFlightTotal += inFlight
        peakInFlight = max(peakInFlight, inFlight)
        // A clock may not have moved at all; a latency of zero would have no ratio to another.
        if let latency { latencyTotal += max(latency, .microseconds(1)) } else { timeouts += 1 }
    }
}
