/// What a user is called: 1 to 200 characters, none of them a control character.
struct UserName: Hashable, Sendable {
    static let maximumCharacters = 200

    let text: String

    init?(_ input: String) {
        let text = input.trimmed
        // Bytes first: counting the characters of an enormous string is work.
        guard !text.isEmpty, text.utf8.count <= Self.maximumCharacters * 8, text.count <= Self.maximumCharacters,
            text == text.sanitized
        else { return nil }
        self.text = text
    }

    static let rule = "must have 1 to \(maximumCharacters) characters and no control characters"
}
