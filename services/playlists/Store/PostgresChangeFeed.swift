import Contracts
import Postgres

/// What happened to media and to playlists, in one order.
struct PostgresChangeFeed: Sendable {
    let database: PostgresDatabase
    let retention: ChangeRetention

    /// Appends a change in the transaction of the fact that tells of it. `nil` for an owner: it concerns everyone.
    ///
    /// Until that transaction ends, no other can append. Otherwise one that got its id first and commits last would put a
    /// change where readers have passed.
    static func append<Subject>(
        _ kind: Change.Kind, _ type: Change.Subject, _ id: ID<Subject>, owner: UserID?
    ) -> SQL {
        """
        WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.changes', 0)))
        INSERT INTO changes (owner_id, kind, type, subject, at)
        SELECT \(owner?.uuid), \(kind.rawValue), \(type.rawValue), \(id), \(Timestamp.now()) FROM turn
        """
    }

    /// What happened after `since`, or after what was deleted for its age.
    /// - Throws: a 410 problem for a position whose successors are gone, or that lies ahead of the feed: it belongs to what was
    ///   there before a backup was restored.
    func changes(for user: UserID, since: ChangePosition?, limit: Int) async throws -> ListChanges.Reply {
        // Between two of them others may commit, so the order matters: what is newer than the head is not skipped, and what
        // was deleted after the rows were read is at worst called deleted.
        let results = try await database.batch([
            Self.head, Self.rows(of: user, after: since?.number ?? 0, limit: limit + 1), "SELECT swept_through FROM changes_horizon",
        ])
        let head: Int64 = try results[0].first?.get(0) ?? 0
        let horizon: Int64 = try results[2].first?.get(0) ?? 0
        if let since, since.number < horizon || since.number > head {
            throw Problem.gone("What followed this position is not kept any more. Load everything, and go on from `since=now`.")
        }
        let found = try results[1].map(Self.change)
        let hasMore = found.count > limit
        let shown = Array(found.prefix(limit))
        let end = hasMore ? shown.last?.position : nil
        // Also past what is none of the user's business, or a quiet user's position would grow too old.
        return .init(changes: shown, next: try end ?? Self.end(after: found.last, head).text, hasMore: hasMore)
    }

    /// Where the feed ends at this moment.
    func end() async throws -> ChangePosition { ChangePosition(try await database.query(Self.head).first?.get(0) ?? 0) }

    private static let head: SQL = """
        SELECT greatest((SELECT max(id) FROM changes), (SELECT swept_through FROM changes_horizon))
        """

    private static func end(after last: Change?, _ head: Int64) throws -> ChangePosition {
        guard let last, case let seen = try ChangePosition(text: last.position), seen.number > head else { return ChangePosition(head) }
        return seen
    }

    /// Two walks of an index, whatever the depth.
    private static func rows(of user: UserID, after number: Int64, limit: Int) -> SQL {
        func walk(_ owner: SQL) -> SQL {
            """
            (SELECT id, kind, type, subject, at FROM changes WHERE \(owner) AND id > \(number) ORDER BY id LIMIT \(limit))
            """
        }
        return """
            SELECT id, kind, type, subject, at FROM (\(walk("owner_id IS NULL")) UNION ALL \(walk("owner_id = \(user)"))) AS walked
            ORDER BY id LIMIT \(limit)
            """
    }

    private static func change(_ row: PostgresRow) throws -> Change {
        guard let kind = Change.Kind(rawValue: try row.get(1)), let type = Change.Subject(rawValue: try row.get(2)) else {
            throw PostgresError(.decoding, "a change of an unknown kind")
        }
        return Change(
            position: ChangePosition(try row.get(0)).text, kind: kind, type: type, id: try row.get(3), at: try row.get(4))
    }
}
