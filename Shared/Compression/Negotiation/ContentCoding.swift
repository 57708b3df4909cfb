/// How the bytes of an answer are coded; the raw value is the token that HTTP uses. In order of preference: brotli makes JSON
/// smaller than gzip does in about the same time. `deflate` is not offered: clients disagree on what it means.
package enum ContentCoding: String, Sendable, CaseIterable {
    case br
    case gzip
    case identity
}
