/// Finds out whether a silent peer still lives: after one silent interval it is pinged, after two it is dead.
struct SilenceWatch: Sendable {
    enum Action: Equatable { case none, ping, dead }

    private var wasHeard = true
    private var isPinged = false

    mutating func heard() {
        wasHeard = true
        isPinged = false
    }

    mutating func intervalPassed() -> Action {
        defer { wasHeard = false }
        if wasHeard { return .none }
        defer { isPinged = true }
        return isPinged ? .dead : .ping
    }
}
