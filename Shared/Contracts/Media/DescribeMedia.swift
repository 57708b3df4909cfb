import JSON

/// Facts for a service that keeps its own copy and lacks these ids; unknown or removed ones are left out.
package struct DescribeMedia: Request {
    package struct Reply: CodedJSON, Sendable {
        package var media: [MediaFacts]
        package init(media: [MediaFacts]) { self.media = media }
    }
    package static let name = "media.describe.v1"
    package static let service = ServiceName.media

    /// At most 500.
    package var ids: [MediaID]

    package init(ids: [MediaID]) { self.ids = ids }
}
