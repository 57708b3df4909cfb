import Bus
import Contracts
import JSON

/// Replies made of rows: the shapes of `MediaItem`, `Page`, `ItemList` and `SearchMedia.Reply`, written straight from the database's cells.
struct MediaReplies {
    /// The caller's playlists by media id, where they were asked for.
    var playlists: [String: [PlaylistSummary]]?
    /// A usual item's length, so that a page seldom grows while it is written.
    private static let itemCapacity = 512

    func item(_ row: MediaRow) throws -> Answer {
        var writer = JSONWriter(capacity: Self.itemCapacity)
        try write(row, &writer)
        return Answer(status: 200, body: writer.bytes)
    }

    /// A list that always comes whole.
    func list(_ rows: [MediaRow]) throws -> Answer {
        var writer = JSONWriter(capacity: Self.itemCapacity * (rows.count + 1))
        writer.beginObject()
        try write(rows, &writer)
        writer.endObject()
        return Answer(status: 200, body: writer.bytes)
    }

    func page(_ rows: [MediaRow], next: String?, suggestion: String? = nil) throws -> Answer {
        var writer = JSONWriter(capacity: Self.itemCapacity * (rows.count + 1))
        writer.beginObject()
        try write(rows, &writer)
        writer.field("hasMore", next != nil)
        writer.field("nextCursor", orNull: next)
        writer.field("suggestion", ifPresent: suggestion)
        writer.endObject()
        return Answer(status: 200, body: writer.bytes)
    }

    private func write(_ rows: [MediaRow], _ writer: inout JSONWriter) throws {
        writer.key("items")
        writer.beginArray()
        for row in rows { try write(row, &writer) }
        writer.endArray()
    }

    private func write(_ row: MediaRow, _ writer: inout JSONWriter) throws {
        guard let playlists else { return row.write(to: &writer) }
        row.write(to: &writer, playlists: playlists[try row.id.description] ?? [])
    }
}
