/// The machines that a service runs on, together.
struct Machine: Sendable, Equatable {
    var cores: Double
    /// Cores that are at work, on average, whoever uses them.
    var busy: Double

    /// From here on, whoever computes waits for a core so long that another replica only divides the same cores anew.
    static let full = 0.9

    var utilisation: Double { cores > 0 ? busy / cores : 0 }
    var isFull: Bool { utilisation >= Self.full }

    static func + (left: Machine, right: Machine) -> Machine {
        Machine(cores: left.cores + right.cores, busy: left.busy + right.busy)
    }
}
