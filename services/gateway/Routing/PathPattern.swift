/// `/media/{id}/stream`: literal parts, and parts that take any value.
struct PathPattern: Sendable, CustomStringConvertible {
    enum Part: Sendable {
        case literal(String)
        case parameter(String)
    }

    let description: String
    let parts: [Part]
    let parameterNames: [String]

    init(_ text: String) {
        description = text
        parts = Self.split(text[...]).map { part in
            part.hasPrefix("{") && part.hasSuffix("}") ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
        parameterNames = parts.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// What lies between the slashes; `/a/` has an empty second part.
    static func split(_ path: Substring) -> [Substring] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }
}
