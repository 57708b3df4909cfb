/// Follows the rules of a graph to their ends.
struct TagGraphCompiler {
    private var rules: [String: [TagPattern]] = [:]
    private var done: [String: [TagGraph.Template]] = [:]
    private var path: [String] = []
    /// What the rules spell out.
    private(set) var names: Set<String> = []

    init(_ rules: [(source: String, targets: [String])]) throws(TagGraphError) {
        for (source, targets) in rules {
            let pattern = try TagPattern(source)
            guard self.rules[pattern.key] == nil else { throw .repeated(source) }
            note(pattern)
            self.rules[pattern.key] = try read(targets, of: source, pattern)
        }
    }

    private mutating func read(
        _ targets: [String], of source: String, _ pattern: TagPattern
    ) throws(TagGraphError) -> [TagPattern] {
        var patterns: [TagPattern] = []
        for target in targets {
            let read = try TagPattern(target)
            if case .parameter = read.ending, read.ending != pattern.ending { throw .unbound(target, source: source) }
            note(read)
            patterns.append(read)
        }
        return patterns
    }

    private mutating func note(_ pattern: TagPattern) {
        if pattern.ending == .name { names.insert(pattern.key) }
    }

    /// All that falls with a tag of each key, in the order in which the rules are met.
    mutating func closures() throws(TagGraphError) -> [String: [TagGraph.Template]] {
        for key in rules.keys.sorted() { _ = try closure(of: key) }
        return done
    }

    private mutating func closure(of key: String) throws(TagGraphError) -> [TagGraph.Template] {
        if let known = done[key] { return known }
        if let start = path.firstIndex(of: key) { throw .cycle(path[start...] + [key]) }
        path.append(key)
        var (templates, seen): ([TagGraph.Template], Set<TagGraph.Template>) = ([], [])
        for target in rules[key] ?? [] {
            for template in try [target.template] + following(target) where seen.insert(template).inserted {
                templates.append(template)
            }
        }
        path.removeLast()
        done[key] = templates
        return templates
    }

    private mutating func following(_ target: TagPattern) throws(TagGraphError) -> [TagGraph.Template] {
        let next = try closure(of: target.key)
        if case .parameter = target.ending { return next }
        return next.map { .fixed($0.tag(id: "*")) }
    }
}

extension TagPattern {
    fileprivate var template: TagGraph.Template {
        if case .parameter = ending { .carried(String(key.dropLast(2))) } else { .fixed(CacheTag(unchecked: key)) }
    }
}
