/// What one type of job did in a while, in all worker processes together. Times are in seconds, rates a second.
struct JobLoad: Sendable, Equatable {
    var type: String
    /// Worker processes that take it, and how many each runs at a time.
    var replicas: Int
    var concurrency: Int
    /// Jobs that started in the while, and that came a second.
    var started: Double
    var arrivals: Double
    var running: Moments
    var runs: Buckets
    var waits: Buckets
    /// What stands in the line at the end of the while, and how long its first has stood there.
    var waiting: Double
    var oldest: Double
    var isPaused = false
    /// Cores that the workers use, with the programs that they start.
    var processor: Double
    var machine: Machine
}
