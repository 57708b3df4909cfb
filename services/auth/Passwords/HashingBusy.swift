import Contracts

/// More derivations wait than may. The caller should come again after `retryAfter`.
struct HashingBusy: Error, Equatable {
    let retryAfter: Duration

    /// What the client is told.
    var problem: Problem {
        .unavailable("Too many sign-ins at once.", retryAfter: Int(retryAfter.components.seconds))
    }
}
