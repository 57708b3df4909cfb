import JSON

package struct PlaylistSummary: Codable, JSONWritable, Sendable, Hashable {
    package var id: PlaylistID
    package var name: String

    package init(id: PlaylistID, name: String) {
        self.id = id
        self.name = name
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("name", name)
        }
    }
}

/// A playlist as the API shows it. `items` only where one playlist is asked for: its first hundred entries.
package struct Playlist: Codable, JSONWritable, Sendable, Hashable {
    package struct Owner: Codable, JSONWritable, Sendable, Hashable {
        package var id: UserID
        package var name: String

        package init(id: UserID, name: String) {
            self.id = id
            self.name = name
        }

        package func write(to writer: inout JSONWriter) {
            writer.object {
                $0.field("id", id)
                $0.field("name", name)
            }
        }
    }
    package var id: PlaylistID
    package var name: String
    package var description: String
    package var isPublic: Bool
    package var itemCount: Int
    package var owner: Owner
    package var version: Int64
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var items: [PlaylistEntry]?

    package init(
        id: PlaylistID, name: String, description: String, isPublic: Bool, itemCount: Int, owner: Owner, version: Int64,
        createdAt: Timestamp, updatedAt: Timestamp, items: [PlaylistEntry]? = nil
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.isPublic = isPublic
        self.itemCount = itemCount
        self.owner = owner
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.items = items
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("name", name)
            $0.field("description", description)
            $0.field("isPublic", isPublic)
            $0.field("itemCount", itemCount)
            $0.field("owner", owner)
            $0.field("version", version)
            $0.field("createdAt", createdAt)
            $0.field("updatedAt", updatedAt)
            $0.field("items", ifPresent: items)
        }
    }
}
