/// Why a dependency graph makes no sense.
package enum TagGraphError: Error, Equatable, CustomStringConvertible {
    /// Neither a name, nor one that ends in `:*` or `:{parameter}`.
    case malformed(String)
    /// A target names a parameter that its source has not.
    case unbound(String, source: String)
    /// The same source twice.
    case repeated(String)
    /// Each brings down the next, and the last is the first.
    case cycle([String])

    package var description: String {
        switch self {
        case .malformed(let pattern): "'\(pattern)' is not a tag pattern"
        case .unbound(let pattern, let source): "'\(pattern)' names a parameter that '\(source)' has not"
        case .repeated(let source): "'\(source)' has two rules"
        case .cycle(let path): "tags bring each other down: \(path.joined(separator: " → "))"
        }
    }
}
