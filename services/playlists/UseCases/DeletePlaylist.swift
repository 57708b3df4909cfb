import Bus
import Contracts
import Outbox

extension Playlists {
    func answer(_ request: DeletePlaylist, _ context: RequestContext) async throws -> Answer {
        let owner = try context.userID
        return try await writes.perform(DeletePlaylist.self, context) { scope in
            let playlist = try await store.lock(request.id, owner: owner, ifVersions: request.ifVersions, scope.connection)
            _ = try await scope.connection.execute("DELETE FROM playlists WHERE id = \(playlist.id)")
            try scope.publish(PlaylistDeleted(id: playlist.id, owner: owner))
            return Nothing()
        }
    }
}
