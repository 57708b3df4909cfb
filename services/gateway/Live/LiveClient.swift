import Contracts

/// One client, as the gateway keeps it.
struct LiveClient: Sendable {
    let token: VerifiedToken
    /// What its user is now, whatever the token says.
    var role: Role
    var queue: LiveQueue
    /// Whether new entries go to it; before, it reads the older ones.
    var hasJoined = false
    var lastSent: ContinuousClock.Instant
    var ending: LiveEnding?

    func isTold(of event: LiveEvent) -> Bool {
        hasJoined && ending == nil && event.audience.includes(token.user, role)
    }
}
