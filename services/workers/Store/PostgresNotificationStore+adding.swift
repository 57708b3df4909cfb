import Contracts
import Jobs
import Outbox
import Postgres

extension PostgresNotificationStore {
    /// Tells a user by the channels that they want, in the transaction of whatever there is to tell. A second time about the same
    /// job changes nothing.
    static func add(_ notification: Notification, for user: UserID, _ connection: PostgresConnection) async throws {
        let wanted = try await PostgresPreferenceStore.preference(of: user, notification.type, connection)
        var rows: [SQL] = []
        if wanted.inbox {
            guard try await connection.execute(insertion(notification, for: user)) == 1 else { return }
            rows.append(try Outbox.row(NotificationAdded(user: user, notification: notification)))
        }
        if wanted.push {
            let jobs = try await PostgresSubscriptionStore.ids(of: user, connection).map {
                try NewJob(PushDelivery(subscription: $0, notification: notification))
            }
            rows += try jobs.map { try $0.outboxRow }
        }
        if !rows.isEmpty { _ = try await connection.batch(rows) }
    }

    private static func insertion(_ notification: Notification, for user: UserID) -> SQL {
        """
        INSERT INTO notifications (id, user_id, type, title, body, data, media_id, job_id, created_at)
        VALUES (\(notification.id), \(user), \(notification.type.rawValue), \(notification.title), \(notification.body),
            \(notification.data)::jsonb, \(notification.mediaId), \(notification.jobId), \(notification.createdAt))
        ON CONFLICT DO NOTHING
        """
    }
}
