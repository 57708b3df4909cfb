/// About how many requests come in a second: the greater of this second's count and the last one's. A second begins with a request.
struct RequestPace: Sendable {
    private var start: ContinuousClock.Instant
    private var current = 0
    private var previous = 0

    init(now: ContinuousClock.Instant) { start = now }

    var perSecond: Int { max(previous, current) }

    mutating func count(_ now: ContinuousClock.Instant) {
        let age = now - start
        if age >= .seconds(1) {
            previous = age < .seconds(2) ? current : 0
            current = 0
            start = now
        }
        current += 1
    }
}
