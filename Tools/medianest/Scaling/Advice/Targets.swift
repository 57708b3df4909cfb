/// What the operator wants. Times are in seconds.
struct Targets: Sendable {
    /// Of requests, as the callers of a service see them.
    var p95 = 0.2
    /// From when a job could start to its end, and to empty a line that has grown.
    var jobs = 300.0
    /// No more replicas than this are advised.
    var mostReplicas = 16

    /// Lines busier than this have no room for a burst.
    static let busiest = 0.8
    /// A line that more replicas are advised for is to be no busier.
    static let comfortable = 0.7
    /// Where every line stays below this with fewer replicas, the fewer do.
    static let idle = 0.5
    /// More replicas that shorten the p95 by less than this part are not worth it.
    static let worthwhile = 0.1
    /// Fewer requests or jobs say nothing about percentiles.
    static let leastCount = 40.0
}
