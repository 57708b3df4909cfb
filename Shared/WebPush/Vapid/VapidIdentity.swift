import Contracts
import Crypto

/// Who sends, as push services know it (RFC 8292): a key pair on P-256, and where the operator can be reached.
package struct VapidIdentity: Sendable {
    let key: P256.Signing.PrivateKey
    /// A `mailto:` or `https:` URL.
    let subject: String

    /// With a new key.
    package init(subject: String) throws(VapidIdentityError) {
        try self.init(key: P256.Signing.PrivateKey(), subject: subject)
    }

    /// - Parameter privateKey: 32 bytes in base64url, as tools for Web Push print them.
    package init(privateKey: String, subject: String) throws(VapidIdentityError) {
        guard let bytes = Base64URL.decode(privateKey), let key = try? P256.Signing.PrivateKey(rawRepresentation: bytes) else {
            throw .badKey
        }
        try self.init(key: key, subject: subject)
    }

    private init(key: P256.Signing.PrivateKey, subject: String) throws(VapidIdentityError) {
        guard subject.hasPrefix("mailto:") || subject.hasPrefix("https://"), subject.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .badSubject }
        self.key = key
        self.subject = subject
    }

    /// Secret.
    package var privateKey: String { Base64URL.encode([UInt8](key.rawRepresentation)) }

    /// What a browser wants as `applicationServerKey`: the uncompressed point, in base64url.
    package var publicKey: String { Base64URL.encode([UInt8](key.publicKey.x963Representation)) }
}
