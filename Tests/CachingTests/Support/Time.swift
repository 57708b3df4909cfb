private let origin = ContinuousClock.now

/// So many seconds after the beginning.
func at(_ seconds: Double) -> ContinuousClock.Instant { origin + .seconds(seconds) }

/// A clock on which every sleep is over at once.
struct ImpatientClock: Clock {
    var now: ContinuousClock.Instant { .now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
    }
}
