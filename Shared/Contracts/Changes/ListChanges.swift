import JSON

/// What happened after a position, in order: to media, and to the caller's own playlists.
package struct ListChanges: Request {
    package struct Reply: Codable, JSONWritable, Sendable {
        package var changes: [Change]
        /// To go on from, also when there was nothing.
        package var next: String
        package var hasMore: Bool

        package init(changes: [Change], next: String, hasMore: Bool) {
            self.changes = changes
            self.next = next
            self.hasMore = hasMore
        }

        package func write(to writer: inout JSONWriter) {
            writer.object {
                $0.field("changes", changes)
                $0.field("next", next)
                $0.field("hasMore", hasMore)
            }
        }
    }
    package static let name = "playlists.changes.v1"
    package static let service = ServiceName.playlists

    package var limit: Int
    /// Absent: from the oldest change that is kept. `now`: nothing, but the position of this moment.
    package var since: String?

    package init(limit: Int, since: String?) {
        self.limit = limit
        self.since = since
    }
}
