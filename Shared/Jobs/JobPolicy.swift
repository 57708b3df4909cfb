import Contracts

/// How jobs of one type are run and kept, unless a job says otherwise.
package struct JobPolicy: Sendable {
    package var attempts: Int
    /// How many run together in one worker process.
    package var concurrency: Int
    package var keepCompleted: Int
    package var keepFailed: Int
    /// Retries wait a random time up to `base · 2^n`, at most `maximum`.
    package var backoffBase: Duration = .seconds(1)
    package var backoffMaximum: Duration = .seconds(60)
    /// Finished jobs younger than this are kept whatever their number.
    package var leastKept: Duration = .seconds(600)

    package init(attempts: Int, concurrency: Int, keepCompleted: Int, keepFailed: Int) {
        self.attempts = attempts
        self.concurrency = concurrency
        self.keepCompleted = keepCompleted
        self.keepFailed = keepFailed
    }

    /// The `media` queue's numbers come from the performance guide: attempts 3, keep 10 completed and 50 failed;
    /// thumbnails 5 and metadata 3 at a time.
    package static func of(type: String) -> JobPolicy {
        switch type {
        case ThumbnailGeneration.type: JobPolicy(attempts: 3, concurrency: 5, keepCompleted: 10, keepFailed: 50)
        case MetadataExtraction.type: JobPolicy(attempts: 3, concurrency: 3, keepCompleted: 10, keepFailed: 50)
        default: JobPolicy(attempts: 3, concurrency: 2, keepCompleted: 10, keepFailed: 50)
        }
    }
}
