import Postgres

extension SQLState {
    /// Whether the same statement may well succeed later: the server is short of something, is going down, or chose this
    /// transaction to lose (classes 08, 40, 53, 57 and lock timeouts, Postgres documentation, appendix A).
    package var isTransient: Bool {
        let state = rawValue
        return ["08", "40", "53"].contains { state.hasPrefix($0) } || state.hasPrefix("57P") || state == "55P03"
    }
}
