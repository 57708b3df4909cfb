/// An e-mail address that could be delivered to: one `@`, no spaces or control characters, a domain with a dot or `localhost`.
struct EmailAddress: Hashable, Sendable {
    static let maximumBytes = 254
    private static let maximumLocalBytes = 64

    /// As the user wrote it, without surrounding space.
    let text: String

    init?(_ input: String) {
        let text = input.trimmed
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumBytes, parts.count == 2,
            Self.isLocalPart(parts[0]), Self.isDomain(parts[1])
        else { return nil }
        self.text = text
    }

    /// The spelling that accounts are compared by.
    var folded: String { text.lowercased() }

    /// What stands before the `@`: the name of an account that gave none.
    var localPart: String { String(text.prefix { $0 != "@" }) }

    private static func isLocalPart(_ part: Substring) -> Bool {
        let hasEmptyPiece = part.split(separator: ".", omittingEmptySubsequences: false).contains(where: \.isEmpty)
        return !hasEmptyPiece && part.utf8.count <= maximumLocalBytes
            && part.unicodeScalars.allSatisfy { isVisible($0) && !"\"(),:;<>[\\]".unicodeScalars.contains($0) }
    }

    private static func isDomain(_ part: Substring) -> Bool {
        let labels = part.split(separator: ".", omittingEmptySubsequences: false)
        return (labels.count > 1 || part.lowercased() == "localhost") && labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
            && label.unicodeScalars.allSatisfy { $0 == "-" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
            && scalar.properties.generalCategory != .format
    }
}
