import Bus
import Contracts
import Outbox

extension Playlists {
    /// Everything is known beforehand, so the write is one round trip.
    func answer(_ request: CreatePlaylist, _ context: RequestContext) async throws -> Answer {
        let owner = try context.userID
        var check = FieldCheck()
        let name = check.name(request.name)
        let description = check.description(request.description)
        try check.finish()
        let (id, now) = (PlaylistID.make(), Timestamp.now())
        let playlist = Playlist(
            id: id, name: name, description: description ?? "", isPublic: request.isPublic ?? false, itemCount: 0,
            owner: .init(id: owner, name: PostgresPlaylistStore.ownerMark(id)), version: 1, createdAt: now, updatedAt: now)
        let answer = Answer(to: CreatePlaylist.self, playlist, headers: [.eTag(of: 1)])
        return try await writes.performAtOnce(
            context, answer: answer, body: PostgresPlaylistStore.named(answer.body, playlist), [PostgresPlaylistStore.insert(playlist)],
            event: try Outbox.row(PlaylistCreated(id: playlist.id, owner: owner, isPublic: playlist.isPublic)))
    }
}
