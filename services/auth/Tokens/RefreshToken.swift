import Crypto

/// A secret that is worth one new access token. Only its digest is ever stored.
struct RefreshToken: Sendable, Equatable {
    /// 256 random bits, base64url: what the client keeps.
    let text: String

    /// A new one.
    init() {
        var random = SystemRandomNumberGenerator()
        text = Base64.encodeURL(random.bytes(32))
    }

    /// One that came back. `nil` if it cannot be one of ours, which spares the database the question.
    init?(_ text: String) {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
        guard text.utf8.count == 43, text.utf8.allSatisfy(alphabet.contains) else { return nil }
        self.text = text
    }

    /// SHA-256 of the text. A fast hash is enough: nobody guesses 256 bits.
    var digest: [UInt8] { [UInt8](SHA256.hash(data: Array(text.utf8))) }
}
