import Runtime

/// A replica, and whether it said anything lately.
struct ReplicaStanding: Encodable {
    let service: String
    let instance: String
    /// `reporting`, or `missing`: it has ended without a word, or hangs.
    let state: String

    init(_ replica: KnownReplica) {
        service = replica.service.rawValue
        instance = replica.instance
        state = replica.report == nil ? "missing" : "reporting"
    }
}
