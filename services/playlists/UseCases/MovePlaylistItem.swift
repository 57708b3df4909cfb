import Bus
import Contracts
import Outbox

extension Playlists {
    /// After the move the entry stands at `position`; past the end is the end.
    func answer(_ request: MovePlaylistItem, _ context: RequestContext) async throws -> Answer {
        let owner = try context.userID
        guard request.position >= 0 else { throw Problem.invalid("position", "must not be negative") }
        return try await writes.perform(context) { scope in
            var playlist = try await store.lock(request.id, owner: owner, ifVersions: nil, scope.connection)
            try await store.move(request.item, in: playlist, to: request.position, scope.connection)
            try await store.save(&playlist, scope.connection)
            try scope.publish(playlist.changed)
            guard let entry = try await store.entries([request.item], scope.connection).first else {
                throw Problem.notFound("entry")
            }
            return Answer(to: MovePlaylistItem.self, entry, headers: [.eTag(of: playlist.version)])
        }
    }
}
