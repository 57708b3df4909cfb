import Contracts

extension Routes {
    static let playlists: [Route] = [
        .get("/playlists", .user, "The caller's playlists", [.limit, .cursor]) {
            ListPlaylists(limit: try $0.limit(), cursor: try $0.cursor())
        },
        .get("/playlists/public", .user, "Everyone's public playlists", [.limit, .cursor]) {
            ListPublicPlaylists(limit: try $0.limit(), cursor: try $0.cursor())
        },
        .post("/playlists", .user, "Makes a playlist", CreatePlaylist.self) { $1 },
        .get("/playlists/{id}", .user, "A playlist with its first hundred items") { GetPlaylist(id: try $0.id()) },
        .patch("/playlists/{id}", .user, "Changes a playlist", UpdatePlaylist.Changes.self, [.ifMatch]) {
            UpdatePlaylist(id: try $0.id(), changes: $1, ifVersions: $0.ifMatchVersions)
        },
        .delete("/playlists/{id}", .user, "Deletes a playlist", [.ifMatch]) {
            DeletePlaylist(id: try $0.id(), ifVersions: $0.ifMatchVersions)
        },
        .get("/playlists/{id}/items", .user, "A playlist's items, from the first", [.limit, .cursor]) {
            ListPlaylistItems(id: try $0.id(), limit: try $0.limit(), cursor: try $0.cursor())
        },
        .post("/playlists/{id}/items", .user, "Adds up to 500 items", AddPlaylistItems.Items.self) {
            AddPlaylistItems(id: try $0.id(), items: $1)
        },
        .patch("/playlists/{id}/items/{itemId}", .user, "Moves an item", NewPosition.self) {
            MovePlaylistItem(id: try $0.id(), item: try $0.id("itemId"), position: $1.position)
        },
        .delete("/playlists/{id}/items/{itemId}", .user, "Removes an item") {
            RemovePlaylistItem(id: try $0.id(), item: try $0.id("itemId"))
        },
    ]
}
