import Foundation

/// What a backup holds, in `manifest.json`: written last, so that a folder with one is whole.
struct BackupManifest: Codable, Equatable, Sendable {
    struct File: Codable, Equatable, Sendable {
        /// Below the backup's folder.
        var path: String
        var bytes: Int64
        /// 64 hexadecimal digits.
        var sha256: String
    }

    /// Raised when an older `medianest` could not read a backup any more.
    static let currentFormat = 1

    var format = currentFormat
    /// When its snapshot was taken; RFC 3339, UTC.
    var madeAt: String
    /// The last migration of each schema.
    var schemas: [String: Int]
    var files: [File]

    var bytes: Int64 { files.reduce(0) { $0 + $1.bytes } }
}
