extension BulkImport {
    func importMedia(_ staging: Staging) async throws -> [ImportCounts] {
        let connection = staging.connection
        try await staging.load(.mediaItems)
        // The catalogue's words are counted once, afterwards.
        try await connection.execute("SET LOCAL media.bulk_load = 'on'")
        let deferred =
            try await DeferredIndexes.areWorthwhile(for: .mediaItems, into: "media.media_items", connection)
            ? DeferredIndexes.drop(of: "media.media_items", connection) : nil
        Console.standard.say("  adding and indexing media items")
        let added = try await connection.execute(
            """
            INSERT INTO media.media_items (id, type, source, title, description, thumbnail_url, created_at, updated_at)
            SELECT id::uuid, type, source, title, coalesce(description, ''), thumbnail_url, created_at::timestamptz,
                created_at::timestamptz
            FROM staged_media_items AS staged
            WHERE NOT EXISTS (SELECT FROM media.media_items AS known WHERE known.id = staged.id::uuid)
            ORDER BY line
            ON CONFLICT DO NOTHING
            """)
        try await deferred?.make()
        if added > 0 { try await connection.execute("SELECT media.rebuild_lexicon()") }
        return [ImportCounts(what: "media items", read: try await rows(of: .mediaItems, connection), added: added)]
    }
}
