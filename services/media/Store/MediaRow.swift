import Contracts
import JSON
import Postgres

/// A row of `PostgresMediaStore.columns`, written as the item that the API shows without becoming a `MediaItem` on the way:
/// pages are the commonest answers, and half of their time went into values that were only written again.
struct MediaRow: Sendable {
    private let row: PostgresRow

    init(_ row: PostgresRow) { self.row = row }

    var id: MediaID {
        get throws(PostgresError) { try row.get(0) }
    }

    /// The same bytes as those of `MediaItem`, whose fields and order these are.
    func write(to writer: inout JSONWriter, playlists: [PlaylistSummary]? = nil) {
        writer.beginObject()
        writer.paste("\"id\":\"")
        paste(id: 0, &writer)
        writer.paste("\",\"type\":\"")
        paste(ascii: 1, &writer)
        writer.paste("\",\"source\":\"")
        paste(ascii: 2, &writer)
        writer.paste("\"")
        text("title", 3, &writer)
        text("description", 4, &writer)
        number("durationSeconds", 5, &writer)
        for (name, column) in Self.sizes { integer(name, column, &writer) }
        text("artist", 8, &writer)
        text("album", 9, &writer)
        integer("year", 10, &writer)
        integer("sizeBytes", 11, &writer)
        text("contentType", 12, &writer)
        text("thumbnailUrl", 13, &writer)
        writer.paste(",\"streamUrl\":\"/api/v1/media/")
        paste(id: 0, &writer)
        writer.paste("/stream\"")
        time("createdAt", 14, &writer)
        time("updatedAt", 15, &writer)
        if let playlists { writer.field("playlists", playlists) }
        writer.endObject()
    }

    private static let sizes: [(StaticString, Int)] = [("width", 6), ("height", 7)]

    private func paste(id column: Int, _ writer: inout JSONWriter) {
        row.withBytes(column) { bytes in
            guard let bytes else { return }
            UUIDText.with(bytes) { writer.paste(ascii: $0) }
        }
    }

    /// Of a column whose values a CHECK limits to plain words.
    private func paste(ascii column: Int, _ writer: inout JSONWriter) {
        row.withBytes(column) { if let bytes = $0 { writer.paste(ascii: bytes) } }
    }

    private func text(_ name: StaticString, _ column: Int, _ writer: inout JSONWriter) {
        row.withBytes(column) { bytes in
            guard let bytes else { return }
            writer.key(name)
            writer.string(utf8: bytes)
        }
    }

    private func integer(_ name: StaticString, _ column: Int, _ writer: inout JSONWriter) {
        guard let value = row.integer(column) else { return }
        writer.key(name)
        writer.integer(value)
    }

    private func number(_ name: StaticString, _ column: Int, _ writer: inout JSONWriter) {
        guard let bits = row.integer(column) else { return }
        writer.key(name)
        writer.number(Double(bitPattern: UInt64(bitPattern: bits)))
    }

    private func time(_ name: StaticString, _ column: Int, _ writer: inout JSONWriter) {
        guard let value = row.timestamp(column) else { return }
        writer.key(name)
        Timestamp(microseconds: value).write(to: &writer)
    }
}
