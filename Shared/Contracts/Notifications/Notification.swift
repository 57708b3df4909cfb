import JSON

/// Something that one user is told, as the API shows it.
package struct Notification: Codable, JSONWritable, Sendable, Hashable {
    package var id: NotificationID
    package var type: NotificationType
    package var title: String
    package var body: String
    /// Complete JSON text of an object: what the type has to tell beside its text.
    package var data: String
    package var mediaId: MediaID?
    package var jobId: JobID?
    package var createdAt: Timestamp
    package var readAt: Timestamp?

    package init(
        id: NotificationID, type: NotificationType, title: String, body: String, data: String = "{}", mediaId: MediaID? = nil,
        jobId: JobID? = nil, createdAt: Timestamp, readAt: Timestamp? = nil
    ) {
        self.id = id
        self.type = type
        self.title = title
        self.body = body
        self.data = data
        self.mediaId = mediaId
        self.jobId = jobId
        self.createdAt = createdAt
        self.readAt = readAt
    }

    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("type", type.rawValue)
            $0.field("title", title)
            $0.field("body", body)
            $0.key("data")
            $0.raw(data.utf8)
            $0.field("mediaId", ifPresent: mediaId)
            $0.field("jobId", ifPresent: jobId)
            $0.field("createdAt", createdAt)
            $0.field("readAt", ifPresent: readAt)
        }
    }
}
