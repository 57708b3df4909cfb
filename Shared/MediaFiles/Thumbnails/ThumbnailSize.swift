/// The longest side is at most this many pixels; smaller pictures stay as they are.
package enum ThumbnailSize: String, CaseIterable, Sendable, Hashable, Codable {
    case small, medium, large

    package var longestSide: Int {
        switch self {
        case .small: 320
        case .medium: 640
        case .large: 1280
        }
    }
}
