import Contracts
import Postgres

/// Playlists, their entries, and the copies of others' facts, in the schema `playlists`.
struct PostgresPlaylistStore: Sendable {
    let database: PostgresDatabase

    enum Selection {
        case of(UserID)
        case everyones
    }

    private static let columns: SQL = """
        p.id, p.name, p.description, p.is_public, p.item_count, p.owner_id, coalesce(o.name, ''), p.version, p.created_at, p.updated_at
        """

    /// Newest first.
    func list(_ selection: Selection, after: TimeCursor?, limit: Int, scope: String) async throws -> Page<Playlist> {
        let place: SQL = after.map { "AND (p.created_at, p.id) < (\($0.at), \($0.id)::uuid)" } ?? ""
        let chosen: SQL =
            switch selection {
            case .of(let owner): "p.owner_id = \(owner)"
            case .everyones: "p.is_public"
            }
        let rows = try await database.query(
            """
            SELECT \(Self.columns) FROM playlists p LEFT JOIN owners o ON o.id = p.owner_id
            WHERE \(chosen) \(place) ORDER BY p.created_at DESC, p.id DESC LIMIT \(limit + 1)
            """)
        var playlists = try rows.map(Self.playlist)
        let hasMore = playlists.count > limit
        if hasMore { playlists.removeLast() }
        let next = hasMore ? playlists.last.map { TimeCursor(at: $0.createdAt, id: $0.id.description).text(scope: scope) } : nil
        return Page(items: playlists, nextCursor: next)
    }

    /// With its first `items` entries, if any are wanted.
    func playlist(_ id: PlaylistID, items: Int) async throws -> Playlist? {
        let head: SQL = """
            SELECT \(Self.columns) FROM playlists p LEFT JOIN owners o ON o.id = p.owner_id WHERE p.id = \(id)
            """
        guard items > 0 else { return try await database.query(head).first.map(Self.playlist) }
        // One snapshot of both would need one statement; a change in between shows as a version that is one behind its
        // entries, and the next read mends it.
        let results = try await database.batch([head, Self.entries(of: id, after: nil, limit: items)])
        guard var playlist = try results[0].first.map(Self.playlist) else { return nil }
        playlist.items = try results[1].map(Self.entry)
        return playlist
    }

    /// The playlists of `owner` that hold these media, by media id, oldest first.
    func holding(_ media: [MediaID], owner: UserID) async throws -> [String: [PlaylistSummary]] {
        let rows = try await database.query(
            """
            SELECT DISTINCT i.media_id, p.created_at, p.id, p.name
            FROM items i JOIN playlists p ON p.id = i.playlist_id
            WHERE i.media_id = ANY(\(media.map(\.uuid))) AND p.owner_id = \(owner) ORDER BY p.created_at, p.id
            """)
        var found: [String: [PlaylistSummary]] = [:]
        for row in rows {
            let id: MediaID = try row.get(0)
            found[id.description, default: []].append(PlaylistSummary(id: try row.get(2), name: try row.get(3)))
        }
        return found
    }

    static func playlist(_ row: PostgresRow) throws -> Playlist {
        Playlist(
            id: try row.get(0), name: try row.get(1), description: try row.get(2), isPublic: try row.get(3),
            itemCount: try row.get(4), owner: .init(id: try row.get(5), name: try row.get(6)), version: try row.get(7),
            createdAt: try row.get(8), updatedAt: try row.get(9))
    }
}
