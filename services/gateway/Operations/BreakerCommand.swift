/// The body that switches a breaker: `{"state": "open"}`.
struct BreakerCommand: Codable, Sendable {
    enum State: String, Codable, Sendable {
        case open
        case halfOpen = "half-open"
        case closed
    }

    let state: State
}
