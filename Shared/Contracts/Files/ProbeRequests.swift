import JSON

/// What probing found out about a file.
package struct ProbedFacts: Codable, Sendable, Hashable {
    package var type: MediaType
    package var title: String
    package var contentType: String
    package var durationSeconds: Double?
    package var width: Int?
    package var height: Int?
    package var videoCodec: String?
    package var audioCodec: String?
    package var artist: String?
    package var album: String?
    package var year: Int?
    package var takenAt: Timestamp?
    /// EXIF orientation, 1…8.
    package var orientation: Int?
    /// Whether a thumbnail can be made of it.
    package var hasPicture: Bool

    package init(type: MediaType, title: String, contentType: String, hasPicture: Bool) {
        self.type = type
        self.title = title
        self.contentType = contentType
        self.hasPicture = hasPicture
    }
}

/// The effect of a metadata job: the file's item is added or changed.
package struct RecordProbe: Request {
    package typealias Reply = Nothing
    package static let name = "media.record-probe.v1"
    package static let service = ServiceName.media
    package static let successStatus = 204

    package var file: FileID
    /// Set for an upload, which has its item already and no row among the files of libraries.
    package var upload: MediaID?
    package var contentHash: String
    package var facts: ProbedFacts

    package init(file: FileID, upload: MediaID?, contentHash: String, facts: ProbedFacts) {
        self.file = file
        self.upload = upload
        self.contentHash = contentHash
        self.facts = facts
    }
}

/// The file was not probed, and nobody goes on trying.
package struct RecordProbeFailure: Request {
    package typealias Reply = Nothing
    package static let name = "media.record-probe-failure.v1"
    package static let service = ServiceName.media
    package static let successStatus = 204

    package var file: FileID
    package var upload: MediaID?
    package var contentHash: String
    package var reason: String
    /// Nothing is wrong with the file, as far as is known: its item stays, and the next scan has it probed again. Absent: false.
    package var isTemporary: Bool?

    package init(file: FileID, upload: MediaID?, contentHash: String, reason: String, isTemporary: Bool = false) {
        self.file = file
        self.upload = upload
        self.contentHash = contentHash
        self.reason = reason
        self.isTemporary = isTemporary ? true : nil
    }
}

/// The effect of a thumbnail job.
package struct RecordThumbnails: Request {
    package enum Outcome: String, Codable, Sendable { case made, none, failed }
    package typealias Reply = Nothing
    package static let name = "media.record-thumbnails.v1"
    package static let service = ServiceName.media
    package static let successStatus = 204

    package var media: MediaID
    package var contentHash: String
    package var outcome: Outcome

    package init(media: MediaID, contentHash: String, outcome: Outcome) {
        self.media = media
        self.contentHash = contentHash
        self.outcome = outcome
    }
}
