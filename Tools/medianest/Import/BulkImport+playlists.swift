import Postgres

extension BulkImport {
    /// Also brings playlists' own copies up to date, which events would have filled: of media, and of owners' names.
    func importPlaylists(_ staging: Staging) async throws -> [ImportCounts] {
        for table in [ImportTable.playlists, .playlistItems] {
            if folder.has(table) { try await staging.load(table) }
        }
        try await copyFacts(staging.connection)
        var counts: [ImportCounts] = []
        if folder.has(.playlists) { counts.append(try await insertPlaylists(staging.connection)) }
        if folder.has(.playlistItems) { counts.append(try await insertItems(staging.connection)) }
        return counts
    }

    private func copyFacts(_ connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            INSERT INTO playlists.media (id, type, source, title, artist, album, duration_seconds, thumbnail_url, version)
            SELECT id, type, source, title, artist, album, duration_seconds, thumbnail_url, version FROM media.media_items AS item
            WHERE deleted_at IS NULL AND NOT EXISTS (SELECT FROM playlists.media AS known WHERE known.id = item.id)
            ON CONFLICT DO NOTHING
            """)
        try await connection.execute(
            """
            INSERT INTO playlists.owners (id, name, version) SELECT id, name, version FROM auth.users ON CONFLICT DO NOTHING
            """)
    }

    private func insertPlaylists(_ connection: PostgresConnection) async throws -> ImportCounts {
        let strangers = try await connection.query(
            """
            SELECT line, 'there is no user ' || owner_id FROM staged_playlists AS staged
            WHERE NOT EXISTS (SELECT FROM auth.users WHERE id = staged.owner_id::uuid) ORDER BY line LIMIT 5
            """)
        try Staging.refuse(strangers, .playlists)
        let added = try await connection.execute(
            """
            INSERT INTO playlists.playlists (id, owner_id, name, description, is_public, created_at, updated_at)
            SELECT id::uuid, owner_id::uuid, name, coalesce(description, ''), is_public::boolean, created_at::timestamptz,
                created_at::timestamptz
            FROM staged_playlists ORDER BY line
            ON CONFLICT DO NOTHING
            """)
        return ImportCounts(what: "playlists", read: try await rows(of: .playlists, connection), added: added)
    }

    /// Only playlists without entries get some: one that people have changed since is left alone.
    private func insertItems(_ connection: PostgresConnection) async throws -> ImportCounts {
        let dangling = try await connection.query(
            """
            SELECT line, CASE WHEN list.id IS NULL THEN 'there is no playlist ' || playlist_id
                ELSE 'there is no media item ' || media_id END
            FROM staged_playlist_items AS staged
            LEFT JOIN playlists.playlists AS list ON list.id = staged.playlist_id::uuid
            LEFT JOIN playlists.media AS item ON item.id = staged.media_id::uuid
            WHERE list.id IS NULL OR item.id IS NULL ORDER BY line LIMIT 5
            """)
        try Staging.refuse(dangling, .playlistItems)
        let deferred =
            try await DeferredIndexes.areWorthwhile(for: .playlistItems, into: "playlists.items", connection)
            ? DeferredIndexes.drop(of: "playlists.items", connection) : nil
        // The gap between ranks is the one that playlists itself leaves.
        let added = try await connection.execute(
            """
            INSERT INTO playlists.items (id, playlist_id, media_id, rank, added_at)
            SELECT md5(playlist_id || ':' || position)::uuid, list.id, media_id::uuid, position::bigint * 1048576, list.created_at
            FROM staged_playlist_items AS staged JOIN playlists.playlists AS list ON list.id = staged.playlist_id::uuid
            WHERE list.item_count = 0 ORDER BY line
            ON CONFLICT DO NOTHING
            """)
        try await connection.execute(
            """
            UPDATE playlists.playlists AS list SET item_count = counted.entries
            FROM (SELECT playlist_id::uuid AS id, count(DISTINCT position) AS entries FROM staged_playlist_items GROUP BY 1) AS counted
            WHERE list.id = counted.id AND list.item_count = 0
            """)
        try await deferred?.make()
        return ImportCounts(what: "playlist entries", read: try await rows(of: .playlistItems, connection), added: added)
    }
}
