/// The four types of the catalogue.
package enum MediaKind: String, Sendable, Hashable, Codable {
    case movie, show, music, photo
}
