import Contracts
import Logging
import Outbox
import Postgres

extension PostgresNotificationStore {
    /// Sweeps every few minutes until the task is cancelled. Any number of replicas may sweep.
    func keepSweeping(_ retention: NotificationRetention, _ logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(600))
                try await sweep(retention)
            } catch is CancellationError {
                return
            } catch {
                logger.warning("notifications not swept", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Deletes what was read long ago, and of each user's all but the newest.
    func sweep(_ retention: NotificationRetention, now: Timestamp = .now()) async throws {
        _ = try await database.execute("DELETE FROM notifications WHERE read_at < \(now - retention.readFor)")
        _ = try await database.execute(
            """
            DELETE FROM notifications USING (
                SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY created_at DESC, id DESC) AS place FROM notifications
            ) AS placed
            WHERE notifications.id = placed.id AND placed.place > \(retention.count)
            """)
    }
}
