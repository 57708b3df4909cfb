import Bus
import Contracts
import Outbox

extension Playlists {
    func answer(_ request: UpdatePlaylist, _ context: RequestContext) async throws -> Answer {
        let owner = try context.userID
        var check = FieldCheck()
        let name = request.changes.name.map { check.name($0) }
        let description = check.description(request.changes.description)
        try check.finish()
        return try await writes.perform(context) { scope in
            var playlist = try await store.lock(request.id, owner: owner, ifVersions: request.ifVersions, scope.connection)
            playlist.name = name ?? playlist.name
            playlist.description = description ?? playlist.description
            playlist.isPublic = request.changes.isPublic ?? playlist.isPublic
            try await store.save(&playlist, scope.connection)
            try scope.publish(playlist.changed)
            return Answer(to: UpdatePlaylist.self, playlist, headers: [.eTag(of: playlist.version)])
        }
    }
}
