/// How much one caller may do: a bucket of tokens, full at first. Each request takes one, and they come back evenly.
struct RateLimit: Sendable, Hashable {
    /// How many the full bucket holds, and so how many requests may come at once.
    let burst: Int
    /// In how many microseconds one token comes back; that is what Redis's clock counts. Rounded up, so that the rate is kept.
    let interval: Int
    /// The most that one gateway keeps in hand: a tenth of the burst.
    let batch: Int

    /// - Precondition: both are from 1 to 1 000 000: beyond that, whole microseconds would be too coarse.
    init(perMinute: Int, burst: Int? = nil) {
        precondition(Self.range.contains(perMinute) && Self.range.contains(burst ?? perMinute), "no limit is so large or small")
        self.burst = burst ?? perMinute
        interval = (60_000_000 + perMinute - 1) / perMinute
        batch = max(1, self.burst / 10)
    }

    static let range = 1...1_000_000
}
