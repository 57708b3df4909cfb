import Contracts
import Outbox
import Postgres

extension PostgresSubscriptionStore {
    /// The subscription as it is stored: the one that the endpoint has already, with the keys that it has now, or a new one. It
    /// passes to another user only with the browser's secret; messages for the one before do not find it any more.
    ///
    /// Beyond `mostOfUser` those go that nothing has reached for the longest time.
    /// - Throws: 409 where another user holds the endpoint.
    static func subscribe(
        _ new: StoredSubscription, of user: UserID, _ connection: PostgresConnection
    ) async throws -> StoredSubscription {
        guard let row = try await connection.query(upsert(new, of: user)).first else {
            throw Problem.conflict("This endpoint is another subscription's.")
        }
        let stored = try subscription(row)
        _ = try await connection.execute(
            """
            DELETE FROM push_subscriptions WHERE id IN (
                SELECT id FROM push_subscriptions WHERE user_id = \(user) AND id <> \(stored.id)
                ORDER BY coalesce(last_success_at, created_at) DESC OFFSET \(mostOfUser - 1))
            """)
        return stored
    }

    private static func upsert(_ new: StoredSubscription, of user: UserID) -> SQL {
        """
        INSERT INTO push_subscriptions AS held (id, user_id, endpoint, endpoint_hash, p256dh, auth, user_agent, created_at)
        VALUES (\(new.id), \(user), \(new.endpoint), sha256(convert_to(\(new.endpoint), 'UTF8')), \(new.p256dh), \(new.auth),
            \(new.userAgent), \(new.createdAt))
        ON CONFLICT (endpoint_hash) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent,
            user_id = excluded.user_id,
            id = CASE WHEN held.user_id = excluded.user_id THEN held.id ELSE excluded.id END,
            created_at = CASE WHEN held.user_id = excluded.user_id THEN held.created_at ELSE excluded.created_at END,
            last_success_at = CASE WHEN held.user_id = excluded.user_id THEN held.last_success_at END
        WHERE held.user_id = excluded.user_id OR held.auth = excluded.auth
        RETURNING \(columns)
        """
    }
}
