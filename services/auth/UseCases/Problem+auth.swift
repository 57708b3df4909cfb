import Contracts

extension Problem {
    /// The same for an unknown address, a wrong password and an account that may not sign in with it.
    static let wrongCredentials = unauthenticated("The e-mail address or the password is wrong.")

    static let deadRefreshToken = unauthenticated("The refresh token is not valid any more. Sign in again.")

    static let suspended = forbidden("This account is suspended.")

    static func lockedOut(seconds: Int) -> Problem {
        tooMany("Too many failed sign-ins. Wait before the next one.", retryAfter: max(1, seconds))
    }
}
