import Contracts
import Postgres

extension PostgresPlaylistStore {
    static func insert(_ playlist: Playlist) -> SQL {
        """
        INSERT INTO playlists (id, owner_id, name, description, is_public, created_at, updated_at)
        VALUES (\(playlist.id), \(playlist.owner.id), \(playlist.name), \(playlist.description), \(playlist.isPublic),
            \(playlist.createdAt), \(playlist.updatedAt))
        """
    }

    /// Holds the playlist's row until the transaction ends: changes of one playlist happen one after another.
    /// - Throws: 404 where it is not there or is somebody else's, 412 where its version is not one of `ifVersions`.
    func lock(
        _ id: PlaylistID, owner: UserID, ifVersions: [Int64]?, _ connection: PostgresConnection
    ) async throws -> Playlist {
        let rows = try await connection.query(
            """
            SELECT p.id, p.name, p.description, p.is_public, p.item_count, p.owner_id,
                coalesce((SELECT name FROM owners WHERE id = p.owner_id), ''), p.version, p.created_at, p.updated_at
            FROM playlists p WHERE p.id = \(id) FOR UPDATE
            """)
        guard let playlist = try rows.first.map(Self.playlist), playlist.owner.id == owner || playlist.isPublic else {
            throw Problem.notFound("playlist")
        }
        guard playlist.owner.id == owner else { throw Problem.forbidden("This playlist is somebody else's.") }
        guard ifVersions?.contains(playlist.version) ?? true else { throw Problem.preconditionFailed }
        return playlist
    }

    /// Stores the changed head with the next version.
    func save(_ playlist: inout Playlist, _ connection: PostgresConnection) async throws {
        playlist.version += 1
        playlist.updatedAt = .now()
        _ = try await connection.execute(
            """
            UPDATE playlists SET name = \(playlist.name), description = \(playlist.description),
                is_public = \(playlist.isPublic), item_count = \(playlist.itemCount), version = \(playlist.version),
                updated_at = \(playlist.updatedAt)
            WHERE id = \(playlist.id)
            """)
    }
}
