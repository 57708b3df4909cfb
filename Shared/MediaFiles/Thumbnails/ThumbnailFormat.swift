/// The formats that every thumbnail is made in.
package enum ThumbnailFormat: String, CaseIterable, Sendable, Hashable, Codable {
    case avif, webp, jpeg

    package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
    package var contentType: String { "image/" + rawValue }

    /// `large.avif`, the name inside an item's folder.
    package func fileName(_ size: ThumbnailSize) -> String {
        "\(size.rawValue).\(fileExtension)"
    }
}
