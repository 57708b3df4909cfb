import Contracts

extension Routes {
    static let playlists: [Route] = [
        .get("/playlists", .user, "The caller's playlists", [.limit, .cursor]) {
            ListPlaylists(limit: try $0.limit(), cursor: try $0.cursor())
        }.keptForCaller(follows: [.auth]) { [.playlists(of: try $0.user)] },
        .get("/playlists/public", .user, "Everyone's public playlists", [.limit, .cursor]) {
            ListPublicPlaylists(limit: try $0.limit(), cursor: try $0.cursor())
        }.kept(follows: [.auth]) { _ in [.publicPlaylists] },
        .post("/playlists", .user, "Makes a playlist", passing: CreatePlaylist.self)
            .changing { [.playlists(of: try $0.user), .publicPlaylists] },
        .get("/playlists/{id}", .user, "A playlist with its first hundred items") { GetPlaylist(id: try $0.id()) }
            .keptForCaller(follows: [.auth, .media]) { [.playlist(try $0.id())] },
        .patch("/playlists/{id}", .user, "Changes a playlist", UpdatePlaylist.Changes.self, [.ifMatch]) {
            UpdatePlaylist(id: try $0.id(), changes: $1, ifVersions: $0.ifMatchVersions)
        }.changing { [.playlist(try $0.id())] },
        .delete("/playlists/{id}", .user, "Deletes a playlist", [.ifMatch]) {
            DeletePlaylist(id: try $0.id(), ifVersions: $0.ifMatchVersions)
        }.changing { [.playlist(try $0.id())] },
        .get("/playlists/{id}/items", .user, "A playlist's items, from the first", [.limit, .cursor]) {
            ListPlaylistItems(id: try $0.id(), limit: try $0.limit(), cursor: try $0.cursor())
        }.keptForCaller(follows: [.media]) { [.playlist(try $0.id())] },
        .post("/playlists/{id}/items", .user, "Adds up to 500 items", AddPlaylistItems.Items.self) {
            AddPlaylistItems(id: try $0.id(), items: $1)
        }.changing { [.playlist(try $0.id())] },
        .patch("/playlists/{id}/items/{itemId}", .user, "Moves an item", NewPosition.self) {
            MovePlaylistItem(id: try $0.id(), item: try $0.id("itemId"), position: $1.position)
        }.changing { [.playlist(try $0.id())] },
        .delete("/playlists/{id}/items/{itemId}", .user, "Removes an item") {
            RemovePlaylistItem(id: try $0.id(), item: try $0.id("itemId"))
        }.changing { [.playlist(try $0.id())] },
    ]
}
