/// Why there are no thumbnails.
package enum ThumbnailError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Music without cover art; nothing is wrong with it.
    case noCover
    /// The picture or film cannot be decoded.
    case undecodable(String)
    /// No byte more fits beside the thumbnails that are there; nothing is wrong with the item.
    case diskFull
    /// The thumbnails were made but could not be put in their place.
    case notStored(String)

    package var description: String {
        switch self {
        case .noCover: "the music has no cover art"
        case .undecodable(let reason): "no picture could be decoded: \(reason)"
        case .diskFull: "there is no space left for thumbnails"
        case .notStored(let reason): "the thumbnails could not be stored: \(reason)"
        }
    }
}
