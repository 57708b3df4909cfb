import Crypto
import NIOCore

/// Comparisons of entity tags (RFC 9110, section 8.8.3).
enum EntityTag {
    /// Whether an `If-None-Match` header names this tag; weakly, as the header asks.
    static func isMatch(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let listed = part.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            return listed == "*" || opaque(listed) == opaque(tag[...])
        }
    }

    /// A strong tag of these bytes: the first twelve bytes of their SHA-256.
    static func make(of body: ByteBuffer) -> String {
        var hash = SHA256()
        body.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        return "\"\(hash.finalize().prefix(12).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined())\""
    }

    /// The tag of the same answer in another encoding.
    static func suffixed(_ tag: String, with coding: String) -> String {
        tag.hasSuffix("\"") ? "\(tag.dropLast())-\(coding)\"" : "\(tag)-\(coding)"
    }

    private static func opaque(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
