import Contracts

/// The name of something that cached answers depend on: one thing (`playlist:0192…`), a class of things (`playlist:*`) or a
/// view (`media:trending`).
///
/// What is kept under a member of a class is kept under the class, too: everything of the class falls at once.
package struct CacheTag: Hashable, Sendable {
    /// Letters, digits and signs of ASCII without spaces, 1 to 200 of them.
    package let text: String

    package init?(_ text: String) {
        guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.text = text
    }

    /// `kind:id`, as in `playlist:0192…`.
    package init<Subject>(_ kind: StaticString, _ id: ID<Subject>) {
        self.init(unchecked: "\(kind):\(id)")
    }

    /// `kind:*`.
    package init(classOf kind: StaticString) {
        self.init(unchecked: "\(kind):*")
    }

    init(unchecked text: String) {
        self.text = text
    }

    /// `user:profile:*` for `user:profile:7`; nil for a class, and for a name without a colon.
    package var classTag: CacheTag? {
        guard let prefix, id != "*" else { return nil }
        return CacheTag(unchecked: prefix + ":*")
    }

    /// All before the last colon.
    var prefix: Substring? { text.lastIndex(of: ":").map { text[..<$0] } }

    /// All after the last colon.
    var id: Substring { text.lastIndex(of: ":").map { text[text.index(after: $0)...] } ?? text[...] }
}

extension CacheTag: ExpressibleByStringLiteral, CustomStringConvertible {
    package init(stringLiteral text: String) {
        guard let tag = Self(text) else { preconditionFailure("'\(text)' is not a cache tag") }
        self = tag
    }

    package var description: String { text }
}

extension Sequence<CacheTag> {
    /// The tags and the classes of those that have one, each once.
    var withClasses: [CacheTag] {
        var seen: Set<CacheTag> = []
        return flatMap { tag in [tag] + (tag.classTag.map { [$0] } ?? []) }.filter { seen.insert($0).inserted }
    }
}
