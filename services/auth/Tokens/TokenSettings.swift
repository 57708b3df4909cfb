import FoundationEssentials

/// How long tokens, sessions and signing keys live.
struct TokenSettings: Sendable {
    /// Whom access tokens are for: the gateways of one installation.
    var audience = "medianest"
    /// Of an access token.
    var lifetime: Duration = .seconds(15 * 60)
    /// Of a session: after it, one has to sign in again.
    var sessionLifetime: Duration = .seconds(30 * 86_400)
    /// How long a key signs before the next one does.
    var rotationInterval: Duration = .seconds(30 * 86_400)

    /// How long a token must be remembered: its lifetime, and a minute for clocks that differ.
    var memory: Duration { lifetime + .seconds(60) }

    var memoryInSeconds: TimeInterval { memory / .seconds(1) }
}
