/// Which tags fall with which: rules from tag patterns to tag patterns, followed to the end.
///
/// - `user:{id}` and `user:*` as a source mean any tag `user:…`, one id or the class as a whole.
/// - `{id}` in a target is what it was in the source, so that `user:{id}` → `user:profile:{id}` takes `user:7` to
///   `user:profile:7`, and the class `user:*` to the class `user:profile:*`.
/// - `*` in a target is the class as a whole: all that is kept under any of its members. One bump, never a scan.
/// - A name that the rules spell out (`media:trending`) is no id: the rules of `media:{id}` are not for it.
///
/// An id does not bring down its own class, which only those keep who depend on all of it.
package struct TagGraph: Sendable {
    /// What a rule leads to, once and for all.
    enum Template: Hashable, Sendable {
        case fixed(CacheTag)
        /// The prefix that the id is put behind.
        case carried(String)
    }

    private let closures: [String: [Template]]
    private let names: Set<String>

    /// - Throws: when a pattern cannot be read, or when following the rules would never end.
    package init(_ rules: KeyValuePairs<String, [String]>) throws(TagGraphError) {
        try self.init(rules: rules.map { ($0, $1) })
    }

    init(rules: [(source: String, targets: [String])]) throws(TagGraphError) {
        var compiler = try TagGraphCompiler(rules)
        closures = try compiler.closures()
        names = compiler.names
    }

    /// The tag and all that falls with it, each once. Costs O(result).
    package func expand(_ tag: CacheTag) -> [CacheTag] {
        let isName = names.contains(tag.text)
        let key = isName ? tag.text : tag.classTag?.text ?? tag.text
        var (result, seen) = ([tag], Set([tag]))
        func add(_ tag: CacheTag) {
            if seen.insert(tag).inserted { result.append(tag) }
        }
        for template in closures[key] ?? [] {
            let fallen = template.tag(id: tag.id)
            add(fallen)
            // An id can happen to make a name that has rules of its own.
            if names.contains(fallen.text) { closures[fallen.text]?.forEach { add($0.tag(id: "*")) } }
        }
        return result
    }

    package func expand(_ tags: some Sequence<CacheTag>) -> [CacheTag] {
        var seen: Set<CacheTag> = []
        return tags.flatMap { expand($0) }.filter { seen.insert($0).inserted }
    }
}

extension TagGraph.Template {
    func tag(id: Substring) -> CacheTag {
        switch self {
        case .fixed(let tag): tag
        case .carried(let prefix): CacheTag(unchecked: "\(prefix):\(id)")
        }
    }
}
