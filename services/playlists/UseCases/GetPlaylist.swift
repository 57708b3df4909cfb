import Bus
import Contracts

extension Playlists {
    static let firstItems = 100

    /// With its first hundred entries. Somebody else's private playlist does not exist for the caller.
    func answer(_ request: GetPlaylist, _ context: RequestContext) async throws -> Answer {
        try await catchUp(with: context)
        guard let playlist = try await store.playlist(request.id, items: Self.firstItems), playlist.isVisible(to: context.caller)
        else { throw Problem.notFound("playlist") }
        return Answer(to: GetPlaylist.self, playlist, headers: [.eTag(of: playlist.version)])
    }
}
