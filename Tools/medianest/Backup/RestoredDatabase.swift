import Contracts
import Jobs
import Postgres

/// Makes a database that came from a backup agree with a Redis that has nothing: what was on its way between two services when the
/// snapshot was taken has arrived nowhere and will not.
///
/// It knows the services' tables, as the bulk import does, because it is what an administrator would do by hand.
struct RestoredDatabase: Sendable {
    let url: String
    /// When the snapshot was taken.
    let madeAt: String

    /// Beyond all that was given out after the snapshot and is lost.
    private static let leap = 1_000_000

    func mend() async throws {
        try await withAdministrator(url) { database in
            try await database.withTransaction { connection in
                for statement in Self.copies + Self.scans + Self.positions { try await connection.execute(statement) }
                for job in try await Self.jobs(connection, since: madeAt) {
                    try await connection.execute(
                        """
                        INSERT INTO media.outbox (stream, name, key, payload)
                        VALUES (\(NewJob.outboxStream), \(job.type), \(job.id.description), \(try job.encoded))
                        """)
                }
            }
        }
    }

    /// What services know of each other's facts.
    private static let copies: [SQL] = [
        """
        INSERT INTO playlists.media (id, type, source, title, artist, album, duration_seconds, thumbnail_url, version, is_removed)
        SELECT id, type, source, title, artist, album, duration_seconds, thumbnail_url, version, deleted_at IS NOT NULL
        FROM media.media_items
        ON CONFLICT (id) DO UPDATE SET type = excluded.type, source = excluded.source, title = excluded.title,
            artist = excluded.artist, album = excluded.album, duration_seconds = excluded.duration_seconds,
            thumbnail_url = excluded.thumbnail_url, version = excluded.version, is_removed = excluded.is_removed
        WHERE media.version < excluded.version
        """,
        """
        INSERT INTO playlists.owners (id, name, version) SELECT id, name, version FROM auth.users
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version WHERE owners.version < excluded.version
        """,
        """
        INSERT INTO workers.recipients (id, name, email, version) SELECT id, name, email, version FROM auth.users
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version WHERE recipients.version < excluded.version
        """,
    ]

    /// Their jobs are gone. The next scan looks again at what they had not come to.
    private static let scans: [SQL] = [
        """
        UPDATE media.scans SET state = 'failed', finished_at = now(), error = 'the system was restored from a backup meanwhile'
        WHERE state = 'running'
        """
    ]

    /// Whoever holds a position of before, among them those from after the snapshot, which tell of what is lost: the feed of changes
    /// asks them to load everything, and no later fact gets a number that they were shown.
    private static let positions: [SQL] =
        ServiceRole.all.map { role in
            "SELECT setval(pg_get_serial_sequence('\(unescaped: role.name).outbox', 'id'), nextval(pg_get_serial_sequence('\(unescaped: role.name).outbox', 'id')) + \(unescaped: "\(leap)"))"
        } + [
            "UPDATE playlists.changes_horizon SET swept_through = nextval(pg_get_serial_sequence('playlists.changes', 'id')) + \(unescaped: "\(leap)")",
            "SELECT setval(pg_get_serial_sequence('playlists.changes', 'id'), (SELECT swept_through FROM playlists.changes_horizon))",
            "UPDATE workers.job_news SET position = '0-0'",
        ]

    /// Pictures that were still in line, and uploads that may not have been probed. Doing that twice does no harm.
    private static func jobs(_ connection: PostgresConnection, since madeAt: String) async throws -> [NewJob] {
        let rows = try await connection.query(
            """
            SELECT item.id, item.type, item.duration_seconds, item.thumbnail_state, libraries.path, item.path, item.content_type,
                item.size_bytes, coalesce(item.content_hash, ''), item.title
            FROM media.media_items AS item LEFT JOIN media.libraries ON libraries.id = item.library_id
            WHERE item.deleted_at IS NULL AND item.path IS NOT NULL AND (item.thumbnail_state = 'pending'
                OR item.source = 'upload' AND item.thumbnail_state = 'none' AND item.created_at > \(madeAt)::timestamptz - interval '1 day')
            ORDER BY item.created_at
            """)
        return try rows.map { row in
            let root: String? = try row.get(4)
            let location = LocatedFile(
                area: root == nil ? .storage : .library, root: root ?? "", path: try row.get(5), contentType: try row.get(6),
                sizeBytes: try row.get(7), contentHash: try row.get(8))
            let id: MediaID = try row.get(0)
            guard try row.get(3, as: String.self) == "pending" else {
                return try NewJob(MetadataExtraction(file: FileID(id.uuid), location: location, name: try row.get(9), upload: id))
            }
            let type: String = try row.get(1)
            let job = ThumbnailGeneration(
                media: id, mediaType: MediaType(rawValue: type) ?? .photo, location: location, durationSeconds: try row.get(2))
            return try NewJob(job, unique: UniqueKey(ThumbnailGeneration.key(of: id), .replace, endsAtStart: true))
        }
    }
}
