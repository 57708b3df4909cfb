import JSON

/// One page of a list, as every list answers: `{items, hasMore, nextCursor}`.
package struct Page<Item: Codable & JSONWritable & Sendable>: Codable, JSONWritable, Sendable {
    package var items: [Item]
    package var hasMore: Bool
    package var nextCursor: String?

    package init(items: [Item], nextCursor: String?) {
        self.items = items
        self.hasMore = nextCursor != nil
        self.nextCursor = nextCursor
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("items", items)
            $0.field("hasMore", hasMore)
            $0.field("nextCursor", orNull: nextCursor)
        }
    }
}

/// A list that always comes whole: `{items}`.
package struct ItemList<Item: Codable & JSONWritable & Sendable>: Codable, JSONWritable, Sendable {
    package var items: [Item]

    package init(_ items: [Item]) { self.items = items }

    package func write(to writer: inout JSONWriter) {
        writer.object { $0.field("items", items) }
    }
}
