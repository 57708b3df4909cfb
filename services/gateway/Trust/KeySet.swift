import Contracts
import JWTKit

/// The public keys that access tokens may be signed with.
struct KeySet: Sendable {
    let ids: Set<String>
    let keys: JWTKeyCollection

    /// - Throws: when one of them is no Ed25519 key.
    init(_ list: [ListSigningKeys.Key]) async throws {
        ids = Set(list.map(\.id))
        keys = JWTKeyCollection()
        for key in list {
            await keys.add(
                eddsa: try EdDSA.PublicKey(x: key.publicKey, curve: .ed25519), kid: JWKIdentifier(string: key.id))
        }
    }
}
