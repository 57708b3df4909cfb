/// What is known here of a position that a client brings.
enum PositionStanding: Equatable {
    /// Its facts have been applied: whatever is fresh is at least as new.
    case reached
    /// They have not been heard of, perhaps because they are older than this process. What was asked for after the position was
    /// brought is new enough all the same: it was committed by then.
    case unknown(since: ContinuousClock.Instant)

    func allows(_ response: KeptResponse) -> Bool {
        switch self {
        case .reached: true
        case .unknown(let since): response.asked.map { $0 >= since } ?? false
        }
    }
}
