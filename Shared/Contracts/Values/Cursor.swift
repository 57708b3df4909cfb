/// The opaque place in a list where its next page begins: a few fields, and a check over them and the list they belong to.
///
/// The check tells a cursor of this list, with these filters, from anything else. It is no secret: whoever forges one
/// gets a place in a list that they may read anyway.
package struct Cursor: Sendable {
    private static let separator: Character = "|"

    /// - Parameters:
    ///   - scope: names the list and its filters; a cursor read under another scope is refused.
    ///   - fields: must not contain `|`.
    package static func text(scope: String, _ fields: [String]) -> String {
        let payload = fields.joined(separator: String(separator))
        return Base64URL.encode(Array((check(scope, payload) + String(separator) + payload).utf8))
    }

    /// The fields, exactly `count` of them.
    /// - Throws: the 400 problem for anything that `text` did not make under the same scope.
    package static func fields(_ text: String, scope: String, count: Int) throws(Problem) -> [String] {
        // One spelling for each: the last character has bits that decoding ignores.
        guard text.utf8.count <= 512, let bytes = Base64URL.decode(text), Base64URL.encode(bytes) == text else { throw .badCursor }
        // Of bytes, because splitting a string looks for characters, which costs more than all the rest of a request here.
        let parts = bytes.split(separator: 0x7C, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == count + 1, parts[0] == check(scope, parts.dropFirst().joined(separator: String(separator))) else {
            throw .badCursor
        }
        return Array(parts.dropFirst())
    }

    /// FNV-1a, 64 bit, in hexadecimal.
    private static func check(_ scope: String, _ payload: String) -> String {
        let hash = "medianest cursor 1\n\(scope)\n\(payload)".utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}

/// A place in a list ordered by time and id, newest first.
package struct TimeCursor: Sendable {
    package let at: Timestamp
    package let id: String

    package init(at: Timestamp, id: String) {
        self.at = at
        self.id = id
    }

    package func text(scope: String) -> String { Cursor.text(scope: scope, [String(at.microseconds), id]) }

    /// Nil for the first page.
    package init?<Subject>(_ text: String?, scope: String, of: ID<Subject>.Type) throws(Problem) {
        guard let text else { return nil }
        let fields = try Cursor.fields(text, scope: scope, count: 2)
        guard let microseconds = Int64(fields[0]), let id = ID<Subject>(fields[1]) else { throw .badCursor }
        self.init(at: Timestamp(microseconds: microseconds), id: id.description)
    }
}
