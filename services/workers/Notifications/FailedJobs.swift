import Contracts
import Jobs
import Logging
import Postgres
import Redis
import Resilience

/// Tells owners of jobs that failed for good. The engine writes its news in the step that ends a job, so none is missing; how
/// far they have been read is stored with what was made of them, so each is told once, whichever replica reads it and
/// whenever that dies.
struct FailedJobs: Sendable {
    /// Of these types no one is told: the message that tells of them would go the same way.
    private static let untold: Set<String> = [PushDelivery.type, "email"]
    private static let interval: Duration = .milliseconds(500)
    private static let batch = 500

    let client: RedisClient
    let database: PostgresDatabase
    let logger: Logger

    /// Follows the news until the task is cancelled.
    func run() async {
        var seen: StreamID?
        var backoff = Backoff(base: .milliseconds(200), maximum: .seconds(5))
        while !Task.isCancelled {
            do {
                let from = try await stored(orKnown: seen)
                let last = try await follow(from)
                seen = last
                backoff.reset()
                if last == from { try await Task.sleep(for: Self.interval) }
            } catch is CancellationError {
                return
            } catch {
                logger.warning("failed jobs not told of", metadata: ["error": "\(error)"])
                do { try await Task.sleep(for: backoff.next()) } catch { return }
            }
        }
    }

    private func stored(orKnown seen: StreamID?) async throws -> StreamID {
        if let seen { return seen }
        return try await Self.position(database.query, "SELECT position FROM job_news")
    }

    /// Returns the last entry read. One batch that holds no failure is not worth a transaction: read again, it holds none either.
    private func follow(_ seen: StreamID) async throws -> StreamID {
        let entries = try await client.xrange(JobKeys.news, from: seen.next, count: Self.batch)
        guard let last = entries.last?.id else { return seen }
        let failures = entries.compactMap { entry in JobNews(entry).map { (entry.id, $0) } }.filter(Self.isTold)
        if !failures.isEmpty { try await tell(failures, through: last) }
        return last
    }

    private static func isTold(_ id: StreamID, _ news: JobNews) -> Bool { news.kind == .failed && !untold.contains(news.type) }

    private func tell(_ failures: [(id: StreamID, news: JobNews)], through last: StreamID) async throws {
        try await database.withTransaction { connection in
            // Another replica may have told of some, or all, meanwhile.
            let told = try await Self.position(connection.query, "SELECT position FROM job_news FOR UPDATE")
            for failure in failures where failure.id > told {
                try await PostgresNotificationStore.add(.jobFailed(failure.news), for: failure.news.owner, connection)
            }
            if last > told { _ = try await connection.execute("UPDATE job_news SET position = \(last.description)") }
        }
    }

    private static func position(_ query: (SQL) async throws -> PostgresRows, _ statement: SQL) async throws -> StreamID {
        let text: String? = try await query(statement).first?.get(0)
        return text.flatMap { StreamID($0) } ?? .zero
    }
}
