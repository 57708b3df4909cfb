import FoundationEssentials

/// What one conversation needs to know of who we are and how careful to be.
struct SMTPSessionSettings: Sendable {
    struct Credentials: Sendable {
        let user: String
        let password: String

        var plain: String { Self.base64("\0\(user)\0\(password)") }
        var base64User: String { Self.base64(user) }
        var base64Password: String { Self.base64(password) }

        private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    }

    var helloName: String
    var security: SMTPSecurity
    var credentials: Credentials?
}
