/// A sum over the recent past, kept in buckets: an event costs O(1) amortised, whatever the traffic.
///
/// What is older than `span` never counts, and what is younger than `span` less one bucket always does. A time that lies
/// before one already seen counts as that one: clocks are read before locks are taken.
struct RollingWindow<Counts: AdditiveArithmetic & Sendable>: Sendable {
    typealias Instant = ContinuousClock.Instant

    private let bucketSpan: Duration
    private var buckets: [Counts]
    private var newest = 0
    private var newestStart: Instant
    private var total = Counts.zero

    init(span: Duration, buckets count: Int, now: Instant) {
        precondition(count > 0 && span / count > .zero, "a window needs a bucket, and a bucket some time")
        bucketSpan = span / count
        buckets = Array(repeating: .zero, count: count)
        newestStart = now
    }

    mutating func add(_ counts: Counts, now: Instant) {
        advance(to: now)
        buckets[newest] += counts
        total += counts
    }

    mutating func total(now: Instant) -> Counts {
        advance(to: now)
        return total
    }

    mutating func removeAll() {
        for index in buckets.indices { buckets[index] = .zero }
        total = .zero
    }

    private mutating func advance(to now: Instant) {
        let turns = Int((now - newestStart) / bucketSpan)
        guard turns > 0 else { return }
        newestStart += bucketSpan * turns
        guard turns < buckets.count else { return removeAll() }
        for _ in 0..<turns { turn() }
    }

    /// The oldest bucket is emptied and becomes the newest.
    private mutating func turn() {
        newest = (newest + 1) % buckets.count
        total -= buckets[newest]
        buckets[newest] = .zero
    }
}
