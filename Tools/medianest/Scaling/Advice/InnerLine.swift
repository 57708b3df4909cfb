/// A line that requests stand in while their handler runs.
struct InnerLine: Sendable, Equatable {
    /// Times a second that something is taken from it.
    var rate: Double
    var service: Moments
    var serversPerReplica: Int
    /// What each waited, measured.
    var meanWait: Double
    /// Processor time of each use, where the servers compute and so cannot be more than the cores.
    var processor: Double?
}
