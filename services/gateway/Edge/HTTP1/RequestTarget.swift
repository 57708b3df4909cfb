import NIOHTTP1

/// What a request line names (RFC 9112, section 3.2).
struct RequestTarget: Equatable {
    /// Nil unless the target is a whole URL, which overrules `Host`.
    let authority: String?
    /// Path and query as they were sent: nothing is decoded, and nothing tidied up.
    let path: String

    /// Nil for what is no target of a request to us.
    init?(_ text: String, _ method: HTTPMethod) {
        guard !text.utf8.contains(UInt8(ascii: "#")) else { return nil }
        if text.utf8.first == UInt8(ascii: "/") || text == "*" && method == .OPTIONS {
            authority = nil
            path = text
            return
        }
        guard let rest = Self.afterScheme(text) else { return nil }
        let end = rest.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        guard end > rest.startIndex else { return nil }
        authority = String(rest[..<end])
        path = rest[end...].utf8.first == UInt8(ascii: "/") ? String(rest[end...]) : "/\(rest[end...])"
    }

    private static func afterScheme(_ text: String) -> Substring? {
        for scheme in ["http://", "https://"] where text.utf8.count > scheme.utf8.count {
            // Setting that bit makes letters small and leaves `:` and `/` alone.
            guard zip(text.utf8, scheme.utf8).allSatisfy({ $0 | 0x20 == $1 }) else { continue }
            return Substring(text.utf8.dropFirst(scheme.utf8.count))
        }
        return nil
    }
}
