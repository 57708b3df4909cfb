/// Why a new password is refused.
enum PasswordWeakness: Error, Equatable {
    case tooShort
    case tooLong
    case common
    case sameAsEmail

    /// What the user is told.
    var message: String {
        switch self {
        case .tooShort: "must have at least \(PasswordPolicy.minimumCharacters) characters"
        case .tooLong: "must have at most \(PasswordPolicy.maximumBytes) bytes"
        case .common: "is one of the commonest passwords"
        case .sameAsEmail: "must not be the e-mail address"
        }
    }
}
