/// Why a file is not taken for media.
package enum SniffError: Error, Sendable, Hashable, CustomStringConvertible {
    case empty
    case refused(Refusal)
    case unknown

    /// Things that are recognised and not wanted.
    package enum Refusal: String, Sendable, Hashable {
        case svg = "an SVG picture"
        case playlist = "a playlist"
        case archive = "an archive"
        case executable = "a program"
        case document = "a document"
        case text = "text"
    }

    package var description: String {
        switch self {
        case .empty: "the file is empty"
        case .refused(let refusal): "the file is \(refusal.rawValue), not media"
        case .unknown: "the file is of no known media type"
        }
    }
}
