import Contracts

/// What the limits say of a request.
enum RateLimitVerdict: Sendable, Equatable {
    case allowed(RateLimitStanding)
    /// For so many seconds.
    case refused(RateLimitStanding, retryAfter: Int)
    /// It goes on, because Redis did not say anything else in time.
    case uncounted

    /// For the answer's headers.
    var standing: RateLimitStanding? {
        switch self {
        case .allowed(let standing), .refused(let standing, _): standing
        case .uncounted: nil
        }
    }

    /// The 429, if it is one.
    var problem: Problem? {
        guard case .refused(_, let seconds) = self else { return nil }
        return .tooMany("Too many requests in too short a time.", retryAfter: seconds)
    }
}

extension RateLimitVerdict {
    static func refused(_ standing: RateLimitStanding, _ wait: Duration) -> Self {
        .refused(standing, retryAfter: max(1, Int((wait / .seconds(1)).rounded(.up))))
    }
}
