import Contracts
import Logging
import Outbox
import Postgres

/// Tells those who want it how much was added to the catalogue, once a period. Periods are counted from 1970 in UTC: one of a
/// day ends at midnight.
struct Digest: Sendable {
    let database: PostgresDatabase
    let length: Duration
    let logger: Logger

    static func period(of length: Duration, at now: Timestamp = .now()) -> Int64 {
        now.milliseconds / max(1, Int64(length / .milliseconds(1)))
    }

    /// Looks every minute, or ten times a period, until the task is cancelled. Any number of replicas may.
    func run() async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: min(.seconds(60), length / 10))
                try await tell()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("no digest made", metadata: ["error": "\(error)"])
            }
        }
    }

    /// What several periods have gathered while no worker ran is told as one.
    func tell(now: Timestamp = .now()) async throws {
        try await database.withTransaction { connection in
            let added = try await connection.query(
                "DELETE FROM new_media WHERE period < \(Self.period(of: length, at: now)) RETURNING added"
            ).map { try $0.get(0, as: Int.self) }.reduce(0, +)
            guard added > 0 else { return }
            for user in try await PostgresPreferenceStore.users(wanting: .newMedia, connection) {
                try await PostgresNotificationStore.add(.newMedia(added), for: user, connection)
            }
        }
    }
}
