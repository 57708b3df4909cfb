import JSON

/// A browser that takes pushed notifications, as the API shows it: without its endpoint and keys, which are secrets of the browser's.
package struct PushSubscription: Codable, JSONWritable, Sendable, Hashable {
    package var id: PushSubscriptionID
    /// The push service's, for example `https://push.example`.
    package var origin: String
    package var userAgent: String?
    package var createdAt: Timestamp
    /// When the push service last took a message for it.
    package var lastSuccessAt: Timestamp?

    package init(id: PushSubscriptionID, origin: String, userAgent: String?, createdAt: Timestamp, lastSuccessAt: Timestamp?) {
        self.id = id
        self.origin = origin
        self.userAgent = userAgent
        self.createdAt = createdAt
        self.lastSuccessAt = lastSuccessAt
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("origin", origin)
            $0.field("userAgent", ifPresent: userAgent)
            $0.field("createdAt", createdAt)
            $0.field("lastSuccessAt", ifPresent: lastSuccessAt)
        }
    }
}
