import FoundationEssentials

/// The identity of one `Subject`: a UUID, so that ids of different things cannot be mixed up.
///
/// New ones are UUIDv7 (RFC 9562, section 5.7): they sort by the time they were made. Imported ones are kept as they are.
package struct ID<Subject>: Hashable, Sendable, LosslessStringConvertible {
    package let uuid: UUID

    package init(_ uuid: UUID) { self.uuid = uuid }

    /// Accepts the canonical spelling only: 36 characters, hexadecimal digits and hyphens.
    package init?(_ description: String) {
        guard description.utf8.count == 36, let uuid = UUID(uuidString: description) else { return nil }
        self.uuid = uuid
    }

    package static func make() -> Self { Self(UUID.version7()) }

    /// Lower-case canonical spelling.
    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.uuid < right.uuid }
}

extension ID: Comparable {}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be a UUID")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

package enum UserSubject {}
package enum SessionSubject {}
package enum MediaSubject {}
package enum FileSubject {}
package enum LibrarySubject {}
package enum PlaylistSubject {}
package enum PlaylistItemSubject {}
package enum JobSubject {}
package enum ScanSubject {}
package enum NotificationSubject {}
package enum PushSubscriptionSubject {}

package typealias UserID = ID<UserSubject>
package typealias SessionID = ID<SessionSubject>
package typealias MediaID = ID<MediaSubject>
package typealias FileID = ID<FileSubject>
package typealias LibraryID = ID<LibrarySubject>
package typealias PlaylistID = ID<PlaylistSubject>
package typealias PlaylistItemID = ID<PlaylistItemSubject>
package typealias JobID = ID<JobSubject>
package typealias ScanID = ID<ScanSubject>
package typealias NotificationID = ID<NotificationSubject>
package typealias PushSubscriptionID = ID<PushSubscriptionSubject>
