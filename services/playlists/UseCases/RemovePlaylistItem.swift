import Bus
import Contracts
import Outbox

extension Playlists {
    func answer(_ request: RemovePlaylistItem, _ context: RequestContext) async throws -> Answer {
        let owner = try context.userID
        return try await writes.perform(RemovePlaylistItem.self, context) { scope in
            var playlist = try await store.lock(request.id, owner: owner, ifVersions: nil, scope.connection)
            let removed = try await scope.connection.execute(
                "DELETE FROM items WHERE id = \(request.item) AND playlist_id = \(request.id)")
            guard removed == 1 else { throw Problem.notFound("entry") }
            playlist.itemCount -= 1
            try await store.save(&playlist, scope.connection)
            try scope.publish(playlist.changed)
            return Nothing()
        }
    }
}
