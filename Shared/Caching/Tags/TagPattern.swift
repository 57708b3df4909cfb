/// One side of a rule, read.
struct TagPattern: Equatable {
    enum Ending: Equatable {
        /// The pattern is a tag as it stands.
        case name
        /// `*`
        case any
        /// `{id}`
        case parameter(String)
    }

    /// Of the rule that speaks for this pattern: the tag, or its class.
    let key: String
    let ending: Ending

    init(_ text: String) throws(TagGraphError) {
        guard let tag = CacheTag(text), !tag.id.isEmpty else { throw .malformed(text) }
        let isBraced = tag.id.first == "{" && tag.id.last == "}" && tag.id.count > 2
        let plain = isBraced ? tag.id.dropFirst().dropLast() : tag.id
        // A sign anywhere else would look as if it meant something.
        guard (tag.prefix ?? "").allSatisfy({ !"*{}".contains($0) }), tag.id == "*" || plain.allSatisfy({ !"*{}".contains($0) })
        else { throw .malformed(text) }
        guard isBraced || tag.id == "*" else {
            (key, ending) = (text, .name)
            return
        }
        guard let prefix = tag.prefix, !prefix.isEmpty else { throw .malformed(text) }
        key = prefix + ":*"
        ending = isBraced ? .parameter(String(plain)) : .any
    }
}
