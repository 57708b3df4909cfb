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

    private static func opaque(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
