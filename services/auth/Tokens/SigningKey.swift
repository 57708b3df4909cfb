import Crypto
import FoundationEssentials

/// An Ed25519 key pair that signs access tokens from a moment on.
struct SigningKey: Sendable, Equatable {
    /// The `kid` of the tokens that it signs.
    let id: String
    /// 32 bytes: the seed that both halves follow from.
    let privateKey: [UInt8]
    /// A little after its making, so that every gateway has it before the first token that needs it.
    let activeFrom: Date

    /// A new key.
    init(activeFrom: Date) {
        let key = Curve25519.Signing.PrivateKey()
        // The id is drawn, not derived: it must tell nothing about the key.
        var random = SystemRandomNumberGenerator()
        self.init(id: Base64.encodeURL(random.bytes(12)), privateKey: [UInt8](key.rawRepresentation), activeFrom: activeFrom)
    }

    /// A stored key.
    init(id: String, privateKey: [UInt8], activeFrom: Date) {
        self.id = id
        self.privateKey = privateKey
        self.activeFrom = activeFrom
    }

    /// 32 bytes. Throws if the stored private key is not one.
    func publicKey() throws -> [UInt8] {
        [UInt8](try Curve25519.Signing.PrivateKey(rawRepresentation: privateKey).publicKey.rawRepresentation)
    }
}
