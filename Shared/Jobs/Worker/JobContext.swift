import Contracts
import Logging
import Redis
import Synchronization

/// What a handler may know of its job, and its way to tell how far it is.
package final class JobContext: Sendable {
    package let id: JobID
    package let owner: UserID?
    /// Counts starts from 1, over all workers. It is the job's lease: a worker with an older one changes nothing any more.
    package let attempt: Int
    /// Whether an error ends the job as failed, whichever it is.
    package let isLastAttempt: Bool
    package let logger: Logger
    private let client: RedisClient
    private let lastReport = Mutex<ContinuousClock.Instant?>(nil)
    private static let reportInterval: Duration = .milliseconds(250)

    init(id: JobID, owner: UserID?, attempt: Int, isLastAttempt: Bool, client: RedisClient, logger: Logger) {
        self.id = id
        self.owner = owner
        self.attempt = attempt
        self.isLastAttempt = isLastAttempt
        self.client = client
        self.logger = logger
    }

    /// How the jobs ended that this one has waited for.
    package func children() async throws -> [ChildOutcome] { try await JobQueue(client: client).children(of: id) }

    /// Reports at most four times a second; what comes in between is dropped. `percent`: 0…100.
    package func progress(_ percent: Double, _ message: String = "") async {
        let isDue = lastReport.withLock { last in
            let now = ContinuousClock.now
            guard last.map({ now - $0 >= Self.reportInterval }) ?? true else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        do {
            _ = try await client.run(JobScripts.progress, [id.description, "\(attempt)", "\(min(100, max(0, percent)))", message])
        } catch {
            logger.debug("progress not reported", metadata: ["job": "\(id)", "error": "\(error)"])
        }
    }
}
