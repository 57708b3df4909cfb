import Bus
import Contracts
import FoundationEssentials

extension ListSigningKeys {
    /// The public halves of all keys whose tokens are to be believed, those that will sign soon included.
    /// As the table has them at this moment: another replica may have revoked one.
    func answer(_ context: RequestContext, _ auth: Auth) async throws -> Reply {
        try await auth.keys.refresh()
        return Reply(
            keys: try auth.keys.trusted(at: Date()).map { key in
                Key(id: key.id, publicKey: Base64.encodeURL(try key.publicKey()))
            })
    }
}
