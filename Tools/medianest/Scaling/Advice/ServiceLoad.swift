/// What one service did in a while, all its replicas together. Times are in seconds, rates a second.
struct ServiceLoad: Sendable, Equatable {
    var service: String
    var replicas: Int
    /// Requests seen in the while.
    var requests: Double
    /// Requests sent to it a second, which are more than it answers where it is too slow.
    var offered: Double
    var handling: Moments
    var handlers: Buckets
    /// From the entry in the stream to the handler, on average.
    var streamWait = 0.0
    /// As its callers saw it; nothing where no caller's metrics were read.
    var responses = Buckets()
    /// Requests that a replica works on at a time. Nil: as many as come.
    var slots: Int?
    /// Processor time of the event loops, a second of the while, and how many a replica has.
    var loops: (busy: Double, perReplica: Int)
    /// Cores that its processes use, with the programs that they start.
    var processor = 0.0
    var hashing: InnerLine?
    var pool: InnerLine?
    /// Where its replicas are.
    var machine: Machine

    static func == (left: Self, right: Self) -> Bool {
        left.service == right.service && left.replicas == right.replicas && left.handlers == right.handlers
    }
}
