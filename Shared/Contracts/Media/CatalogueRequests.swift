import JSON

package struct ListMedia: Request {
    package typealias Reply = Page<MediaItem>
    package static let name = "media.list.v1"
    package static let service = ServiceName.media

    package var type: MediaType?
    package var source: MediaSource?
    /// 1…100
    package var limit: Int
    package var cursor: String?
    package var includePlaylists: Bool

    package init(type: MediaType?, source: MediaSource?, limit: Int, cursor: String?, includePlaylists: Bool) {
        self.type = type
        self.source = source
        self.limit = limit
        self.cursor = cursor
        self.includePlaylists = includePlaylists
    }
}

/// The items in the order asked; unknown ones are left out.
package struct ListMediaByID: Request {
    package typealias Reply = ItemList<MediaItem>
    package static let name = "media.by-id.v1"
    package static let service = ServiceName.media

    /// At most 100.
    package var ids: [MediaID]
    package var includePlaylists: Bool

    package init(ids: [MediaID], includePlaylists: Bool) {
        self.ids = ids
        self.includePlaylists = includePlaylists
    }
}

package struct GetMedia: Request {
    package typealias Reply = MediaItem
    package static let name = "media.get.v1"
    package static let service = ServiceName.media

    package var id: MediaID
    package var includePlaylists: Bool

    package init(id: MediaID, includePlaylists: Bool) {
        self.id = id
        self.includePlaylists = includePlaylists
    }
}

package struct SearchMedia: Request {
    /// A page, and what the caller may have meant when nothing was found as spelled.
    package struct Reply: Codable, JSONWritable, Sendable {
        package var page: Page<MediaItem>
        package var suggestion: String?

        package init(page: Page<MediaItem>, suggestion: String?) {
            self.page = page
            self.suggestion = suggestion
        }

        private enum CodingKeys: String, CodingKey { case suggestion }

        package init(from decoder: any Decoder) throws {
            page = try Page(from: decoder)
            suggestion = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .suggestion)
        }

        package func encode(to encoder: any Encoder) throws {
            try page.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(suggestion, forKey: .suggestion)
        }

        package func write(to writer: inout JSONWriter) {
            writer.object {
                $0.field("items", page.items)
                $0.field("hasMore", page.hasMore)
                $0.field("nextCursor", orNull: page.nextCursor)
                $0.field("suggestion", ifPresent: suggestion)
            }
        }
    }
    package static let name = "media.search.v1"
    package static let service = ServiceName.media

    /// 1…200 characters.
    package var query: String
    package var type: MediaType?
    package var limit: Int
    package var cursor: String?

    package init(query: String, type: MediaType?, limit: Int, cursor: String?) {
        self.query = query
        self.type = type
        self.limit = limit
        self.cursor = cursor
    }
}

/// The most played of the last seven days, recent plays counting for more.
package struct ListTrendingMedia: Request {
    package typealias Reply = ItemList<MediaItem>
    package static let name = "media.trending.v1"
    package static let service = ServiceName.media

    package var limit: Int

    package init(limit: Int) { self.limit = limit }
}
