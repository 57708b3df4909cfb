/// Why a client's stream ends.
enum LiveEnding: String, CaseIterable, Sendable {
    /// It did not take what it was sent.
    case slow
    /// Its session ended, its user was suspended, or its token has expired.
    case revoked
    /// The gateway stops.
    case stopping
    /// It went away.
    case gone
}
