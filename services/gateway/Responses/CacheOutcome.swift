/// Where an answer came from, as `X-Cache` says it.
enum CacheOutcome: String, Sendable, CaseIterable {
    case hit = "HIT"
    case miss = "MISS"
    /// Old, and known to be: it is being fetched anew, or the service does not answer.
    case stale = "STALE"
    /// The client would not have a kept one.
    case bypass = "BYPASS"

    var name: String { rawValue.lowercased() }

    var place: Int {
        switch self {
        case .hit: 0
        case .miss: 1
        case .stale: 2
        case .bypass: 3
        }
    }
}
