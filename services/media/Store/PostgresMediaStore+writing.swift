import Contracts
import MediaFiles
import Postgres

extension PostgresMediaStore {
    func item(_ id: MediaID, _ connection: PostgresConnection) async throws -> MediaRow {
        let rows = try await connection.query("SELECT \(Self.columns) FROM media_items WHERE id = \(id)")
        guard let row = rows.first else { throw Problem.notFound("media item") }
        return MediaRow(row)
    }

    func update(_ id: MediaID, _ changes: UpdateMedia.Changes, _ connection: PostgresConnection) async throws -> MediaFacts? {
        try await change(
            id, "title = coalesce(\(changes.title), title), description = coalesce(\(changes.description), description)", connection)
    }

    /// Returns the version of the tombstone, or nil when there is no such item.
    func remove(_ id: MediaID, _ connection: PostgresConnection) async throws -> Int64? {
        try await connection.query(
            """
            UPDATE media_items SET deleted_at = now(), version = version + 1, updated_at = \(Timestamp.now())
            WHERE id = \(id) AND deleted_at IS NULL RETURNING version
            """
        ).first?.get(0)
    }

    func insert(upload: RegisterUpload, _ connection: PostgresConnection) async throws -> MediaItem {
        let now = Timestamp.now()
        let item = MediaItem(
            id: .make(), type: .init(contentType: upload.contentType), source: .upload,
            title: MediaClassifier.title(ofUpload: upload.filename), description: "", sizeBytes: upload.sizeBytes,
            contentType: upload.contentType, createdAt: now, updatedAt: now)
        _ = try await connection.execute(
            """
            INSERT INTO media_items (id, type, source, title, size_bytes, content_type, content_hash, path, created_at, updated_at)
            VALUES (\(item.id), \(item.type.rawValue), 'upload', \(item.title), \(item.sizeBytes), \(item.contentType),
                \(upload.contentHash), \(upload.storedPath), \(now), \(now))
            """)
        return item
    }

    /// Adds the item of a library's file. Returns its facts.
    func insert(_ file: PendingFile, _ facts: ProbedFacts, _ connection: PostgresConnection) async throws -> MediaFacts {
        let now = Timestamp.now()
        let item = MediaItem(
            id: .make(), type: facts.type, source: .library, title: facts.title, description: "",
            durationSeconds: facts.durationSeconds, width: facts.width, height: facts.height, artist: facts.artist,
            album: facts.album, year: facts.year, sizeBytes: file.sizeBytes, contentType: facts.contentType,
            createdAt: now, updatedAt: now)
        _ = try await connection.execute(
            """
            INSERT INTO media_items (id, type, source, title, size_bytes, content_type, content_hash, library_id, path, created_at, updated_at)
            VALUES (\(item.id), \(item.type.rawValue), 'library', \(item.title), \(item.sizeBytes), \(item.contentType),
                \(file.contentHash), \(file.library), \(file.path), \(now), \(now))
            """)
        _ = try await connection.execute("UPDATE media_items SET \(Self.probed(facts)) WHERE id = \(item.id)")
        return item.facts(version: 1)
    }

    /// What probing tells, as assignments. The title is not among them: somebody may have given a better one.
    static func probed(_ facts: ProbedFacts) -> SQL {
        """
        type = \(facts.type.rawValue), content_type = \(facts.contentType), duration_seconds = \(facts.durationSeconds),
        width = \(facts.width), height = \(facts.height), artist = \(facts.artist), album = \(facts.album), year = \(facts.year),
        video_codec = \(facts.videoCodec), audio_codec = \(facts.audioCodec), taken_at = \(facts.takenAt),
        orientation = \(facts.orientation), thumbnail_state = \(facts.hasPicture ? "pending" : "none")
        """
    }
}

extension MediaType {
    /// Before probing: a film until it turns out to be an episode or a song.
    init(contentType: String) {
        self = contentType.hasPrefix("image/") ? .photo : contentType.hasPrefix("audio/") ? .music : .movie
    }
}
