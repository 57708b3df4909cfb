import JSON

/// One step in what happened to the catalogue and to a user's playlists.
package struct Change: Codable, JSONWritable, Sendable, Hashable {
    /// `removed` is the tombstone: nothing else tells that something is gone.
    package enum Kind: String, Codable, Sendable, CaseIterable { case added, changed, removed }

    package enum Subject: String, Codable, Sendable, CaseIterable { case media, playlist }

    /// Where the feed goes on after this.
    package var position: String
    package var kind: Kind
    package var type: Subject
    package var id: ID<Subject>
    /// When the feed heard of it.
    package var at: Timestamp

    package init(position: String, kind: Kind, type: Subject, id: ID<Subject>, at: Timestamp) {
        self.position = position
        self.kind = kind
        self.type = type
        self.id = id
        self.at = at
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("position", position)
            $0.field("kind", kind.rawValue)
            $0.field("type", type.rawValue)
            $0.field("id", id)
            $0.field("at", at)
        }
    }
}
