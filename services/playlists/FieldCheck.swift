import Contracts

/// Gathers what is wrong with a request's fields, so that the caller hears of all of it at once.
struct FieldCheck {
    static let longestName = 200
    static let longestDescription = 5_000

    private var errors: [Problem.FieldError] = []

    mutating func require(_ condition: Bool, _ field: String, _ message: String) {
        if !condition { errors.append(.init(field: field, message: message)) }
    }

    /// 1…200 characters, cut at both ends.
    mutating func name(_ text: String) -> String {
        let name = String(text.trimmed)
        require((1...Self.longestName).contains(name.count), "name", "must have 1 to \(Self.longestName) characters")
        require(!name.contains("\0"), "name", "must not contain NUL")
        return name
    }

    mutating func description(_ text: String?) -> String? {
        guard let text else { return nil }
        require(text.count <= Self.longestDescription, "description", "must have at most \(Self.longestDescription) characters")
        require(!text.contains("\0"), "description", "must not contain NUL")
        return text
    }

    func finish() throws(Problem) {
        if !errors.isEmpty { throw .invalid(errors) }
    }
}

extension String {
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}
