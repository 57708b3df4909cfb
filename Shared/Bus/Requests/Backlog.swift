/// What is known of the length of one service's request stream. A value; time is passed in.
struct Backlog {
    enum Verdict: Equatable {
        /// Send.
        case send
        /// Send, and ask for the length in the same write.
        case sendAndMeasure
        /// Refuse.
        case refuse
        /// Refuse, and ask for the length so that the refusals can end.
        case refuseAndMeasure
    }

    private var length = 0
    private var askedAt: ContinuousClock.Instant?

    mutating func verdict(limit: Int, age: Duration, now: ContinuousClock.Instant) -> Verdict {
        let isOld = askedAt.map { now - $0 >= age } ?? true
        if isOld { askedAt = now }
        guard length >= limit else { return isOld ? .sendAndMeasure : .send }
        return isOld ? .refuseAndMeasure : .refuse
    }

    mutating func measured(_ length: Int) { self.length = length }
}
