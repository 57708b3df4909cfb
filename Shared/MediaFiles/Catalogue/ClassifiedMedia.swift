/// How a file enters the catalogue.
package struct ClassifiedMedia: Sendable, Hashable {
    package var kind: MediaKind
    package var title: String
    package var year: Int?
    /// The sniffed type, corrected where a video container holds only sound.
    package var contentType: String
}
