import Contracts
import JSON
import Postgres

/// The copy of media's facts.
extension PostgresPlaylistStore {
    /// Those of `ids` that the copy does not hold, without repetition.
    func unknownMedia(_ ids: [MediaID]) async throws -> [MediaID] {
        let rows = try await database.query(
            "SELECT id FROM media WHERE id = ANY(\(ids.map(\.uuid))::uuid[]) AND NOT is_removed")
        let known = Set(try rows.map { try $0.get(0, as: MediaID.self) })
        var seen: Set<MediaID> = []
        return ids.filter { !known.contains($0) && seen.insert($0).inserted }
    }

    func learn(_ facts: [MediaFacts]) async throws {
        guard !facts.isEmpty else { return }
        _ = try await database.execute(try Self.remember(facts))
    }

    /// Newer facts replace older ones, whatever the order in which they come.
    static func remember(_ facts: [MediaFacts]) throws -> SQL {
        let json = String(decoding: try JSONEncoding.encode(facts), as: UTF8.self)
        return """
            INSERT INTO media (id, type, source, title, artist, album, duration_seconds, thumbnail_url, version)
            SELECT id, type, source, title, artist, album, "durationSeconds", "thumbnailUrl", version
            FROM jsonb_to_recordset(\(json)::jsonb) AS fact (id uuid, type text, source text, title text, artist text,
                album text, "durationSeconds" float8, "thumbnailUrl" text, version bigint)
            ON CONFLICT (id) DO UPDATE SET type = excluded.type, source = excluded.source, title = excluded.title,
                artist = excluded.artist, album = excluded.album, duration_seconds = excluded.duration_seconds,
                thumbnail_url = excluded.thumbnail_url, version = excluded.version, is_removed = false
            WHERE media.version < excluded.version
            """
    }
}
