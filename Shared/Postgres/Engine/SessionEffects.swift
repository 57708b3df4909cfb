/// What is left to do once the session's lock is released, since it calls others who have locks.
///
/// Unchecked because of the lost connection's handle, which nobody else has any more.
struct SessionEffects: @unchecked Sendable {
    /// Done, with its outcome.
    var finished: Operation?
    var failure: PostgresError?
    /// Seldom more than one is done at a time, so the first needs no array.
    var alsoFinished: [(operation: Operation, failure: PostgresError?)] = []
    /// Nothing is running and nobody has leased the session.
    var isReleased = false
    /// The connection is gone, and with it these operations.
    var lost: Lost?

    struct Lost {
        let handle: OpaquePointer
        let reason: PostgresError
        let operations: [Operation]
    }

    static var none: SessionEffects { SessionEffects() }

    /// Takes over what came later.
    mutating func merge(_ later: SessionEffects) {
        if let operation = later.finished {
            if finished == nil {
                (finished, failure) = (operation, later.failure)
            } else {
                alsoFinished.append((operation, later.failure))
            }
        }
        alsoFinished += later.alsoFinished
        isReleased = isReleased || later.isReleased
        lost = later.lost ?? lost
    }
}
