import Contracts

/// How jobs of one type are run and kept, unless a job says otherwise.
package struct JobPolicy: Sendable {
    package var attempts: Int
    /// How many run together in one worker process.
    package var concurrency: Int
    package var keepCompleted: Int
    package var keepFailed: Int
    package var backoff: JobBackoff = .exponential(base: .seconds(1), maximum: .seconds(60))
    /// An attempt that takes longer is cancelled and counts as failed. Absent: it may take as long as it likes.
    package var timeout: Duration?
    /// Over all workers together.
    package var rate: JobRate?
    /// Finished jobs younger than this are kept whatever their number.
    package var leastKept: Duration = .seconds(600)

    package init(attempts: Int, concurrency: Int, keepCompleted: Int, keepFailed: Int) {
        self.attempts = attempts
        self.concurrency = concurrency
        self.keepCompleted = keepCompleted
        self.keepFailed = keepFailed
    }

    /// The queue's defaults, and the type's concurrency from the performance guide.
    package static func of(type: String, queue: String) -> JobPolicy {
        let defaults = QueueDefaults.of(queue)
        return JobPolicy(
            attempts: defaults.attempts, concurrency: concurrency[type] ?? 2, keepCompleted: defaults.keepCompleted,
            keepFailed: defaults.keepFailed)
    }

    private static let concurrency = [
        ThumbnailGeneration.type: 5, MetadataExtraction.type: 3, LibraryScan.type: 2, "email": 2, "push": 5,
    ]
}

/// At most so many starts in so long: a token bucket that holds `limit`, so that much may start in a burst.
package struct JobRate: Sendable, Hashable {
    package var limit: Int
    package var per: Duration

    package init(limit: Int, per: Duration) {
        self.limit = limit
        self.per = per
    }
}
