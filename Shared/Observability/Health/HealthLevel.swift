/// How well something is, from best to worst.
package enum HealthLevel: String, Sendable, Comparable {
    case healthy, degraded, unhealthy

    private var rank: Int {
        switch self {
        case .healthy: 0
        case .degraded: 1
        case .unhealthy: 2
        }
    }

    package static func < (lhs: HealthLevel, rhs: HealthLevel) -> Bool {
        lhs.rank < rhs.rank
    }
}
