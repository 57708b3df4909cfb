/// What a new password must be. Existing ones are never judged by it.
enum PasswordPolicy {
    static let minimumCharacters = 10
    static let maximumBytes = 1024

    /// `nil` if the password is acceptable for the owner of `email`.
    static func weakness(of password: String, email: String) -> PasswordWeakness? {
        // Bytes first: counting the characters of an enormous string is work.
        if password.utf8.count > maximumBytes { return .tooLong }
        if password.count < minimumCharacters { return .tooShort }
        if password.lowercased() == email.lowercased() { return .sameAsEmail }
        return repeatsOneCharacter(password) || CommonPasswords.contains(password) ? .common : nil
    }

    private static func repeatsOneCharacter(_ text: String) -> Bool {
        Set(text).count == 1
    }
}
