import Caching
import Contracts

extension Routes {
    static let catalogue: [Route] = [
        .get("/media", .user, "The catalogue, newest first; or the items of `ids`, in that order", listing, as: ListMedia.self) {
            try listMedia($0)
        }.keptForCaller(if: { try $0.includesPlaylists() }, follows: [.playlists]) { try listTags($0) },
        .get("/media/search", .user, "Searches titles and descriptions", [.words, .type, .limit, .cursor]) {
            SearchMedia(
                query: try $0.text("q", length: 1...200), type: try $0.choice("type", MediaType.self), limit: try $0.limit(),
                cursor: try $0.cursor())
        }.kept { _ in [.searches] },
        .get("/media/trending", .user, "The most played of the last seven days", [.limit], .short) {
            ListTrendingMedia(limit: try $0.limit())
        }.kept(.seconds(60)) { _ in [.trending] },
        .get("/media/{id}", .user, "One item", [.include]) {
            GetMedia(id: try $0.id(), includePlaylists: try $0.includesPlaylists())
        }.keptForCaller(if: { try $0.includesPlaylists() }) { try itemTags($0) }.keepingAbsence(),
        .patch("/media/{id}", .admin, "Changes title or description", UpdateMedia.Changes.self) {
            UpdateMedia(id: try $0.id(), changes: $1)
        }.changing { [.media(try $0.id()), .mediaLists] },
        .delete("/media/{id}", .admin, "Removes an item") { RemoveMedia(id: try $0.id()) }
            .changing { [.media(try $0.id()), .mediaLists] },
        .post("/media/{id}/plays", .user, "Counts a play") { RecordPlay(id: try $0.id()) },
    ]

    static let libraries: [Route] = [
        .get("/libraries", .admin, "The libraries") { _ in ListLibraries() },
        .post("/libraries", .admin, "Adds a folder of media", passing: CreateLibrary.self),
        .post("/libraries/{id}/scan", .admin, "Scans a library, or names the scan that runs") { ScanLibrary(id: try $0.id()) },
    ]

    private static let listing: [ParameterDescription] = [
        .type, .choice("source", MediaSource.self), .limit, .cursor, .include,
        .query("ids", .string, "At most 100 ids, separated by commas."),
    ]

    private static func listTags(_ input: RouteInput) throws -> [CacheTag] {
        try (input.query["ids"] == nil ? [.mediaLists] : [.anyMedia]) + ownTags(input)
    }

    private static func itemTags(_ input: RouteInput) throws -> [CacheTag] { try [.media(try input.id())] + ownTags(input) }

    /// With the caller's playlists an answer hangs on those, too.
    private static func ownTags(_ input: RouteInput) throws -> [CacheTag] {
        try input.includesPlaylists() ? [.playlists(of: try input.user), .anyPlaylist] : []
    }

    private static func listMedia(_ input: RouteInput) throws -> any Request {
        let includePlaylists = try input.includesPlaylists()
        if let ids: [MediaID] = try input.ids() { return ListMediaByID(ids: ids, includePlaylists: includePlaylists) }
        return ListMedia(
            type: try input.choice("type", MediaType.self), source: try input.choice("source", MediaSource.self),
            limit: try input.limit(), cursor: try input.cursor(), includePlaylists: includePlaylists)
    }
}

extension ParameterDescription {
    fileprivate static let type = choice("type", MediaType.self)
    fileprivate static let words = query("q", .string, "1 to 200 characters.", isRequired: true)
}
