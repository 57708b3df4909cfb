import Contracts
import Crypto

/// The keys that a browser made for one subscription: messages are encrypted so that only it can read them.
package struct PushRecipient: Sendable {
    static let publicKeyLength = 65
    static let secretLength = 16

    let publicKey: P256.KeyAgreement.PublicKey
    let secret: [UInt8]

    /// From `keys` of a subscription object (W3C Push API, `PushSubscription.toJSON`): base64url, padded or not.
    /// - Throws: what is wrong with which of the two.
    package init(p256dh: String, auth: String) throws(PushRecipientError) {
        guard let point = Self.bytes(p256dh), point.count == Self.publicKeyLength,
            let publicKey = try? P256.KeyAgreement.PublicKey(x963Representation: point)
        else { throw .badPublicKey }
        guard let secret = Self.bytes(auth), secret.count == Self.secretLength else { throw .badSecret }
        self.publicKey = publicKey
        self.secret = secret
    }

    /// Some browsers' libraries pad.
    private static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 128 else { return nil }
        let end = text.lastIndex { $0 != "=" }.map { text.index(after: $0) } ?? text.startIndex
        return Base64URL.decode(String(text[..<end]))
    }
}
