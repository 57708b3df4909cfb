/// What a file is by its bytes. A video container may still turn out to hold only sound.
package enum MediaCategory: String, Sendable, Hashable, Codable {
    case video, audio, image
}
