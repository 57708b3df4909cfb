/// What came of comparing a password with a stored hash.
enum PasswordVerdict: Equatable, Sendable {
    case wrong
    /// Right; and if `replacement` is there, it should be stored in the old hash's place.
    case right(replacement: PasswordHash?)
}
