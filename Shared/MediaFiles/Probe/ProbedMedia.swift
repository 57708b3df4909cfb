import FoundationEssentials

/// What is in a media file, as shown: rotation and orientation are already applied to width and height.
package struct ProbedMedia: Sendable, Hashable {
    package var duration: Duration?
    package var width: Int?
    package var height: Int?
    /// A moving picture; cover art is none.
    package var hasVideo = false
    package var hasAudio = false
    package var videoCodec: String?
    package var audioCodec: String?
    /// Bits per second over everything.
    package var bitRate: Int?
    package var tags = MediaTags()
    /// Photos: by their EXIF. Films: by their container.
    package var takenAt: Date?
    package var camera: String?
    /// EXIF, 1…8; for photos only.
    package var orientation = 1
    /// Which stream holds the cover art.
    package var coverStream: Int?

    package var hasCoverArt: Bool { coverStream != nil }

    package init() {}
}
