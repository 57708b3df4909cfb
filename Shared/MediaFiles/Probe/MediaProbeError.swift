/// Why a file of a known type gives no metadata. Trying again does not help; a changed file might.
package enum MediaProbeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It ends before its own structure says it does: a broken download, or one still running.
    case truncated(String)
    /// Damaged, or something else than its first bytes claim.
    case unreadable(String)
    /// Readable, but there is neither sound nor picture in it.
    case nothingToPlay
    case tooManyPixels(width: Int, height: Int)

    package var description: String {
        switch self {
        case .truncated(let reason): reason
        case .unreadable(let reason): "the file cannot be read as media: \(reason)"
        case .nothingToPlay: "the file has neither sound nor picture"
        case .tooManyPixels(let width, let height): "a picture of \(width) × \(height) pixels is larger than allowed"
        }
    }
}
