import Bus
import Contracts
import FoundationEssentials

extension ListSigningKeys {
    /// The public halves of all keys whose tokens are to be believed, those that will sign soon included.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Reply {
        Reply(
            keys: try auth.keys.trusted(at: Date()).map { key in
                Key(id: key.id, publicKey: Base64.encodeURL(try key.publicKey()))
            })
    }
}
