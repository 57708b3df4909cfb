extension TagGraph {
    /// The guide's graph. What belongs to one user falls with that user; a playlist does not tell whose lists it is in, and
    /// an item not which playlists show it, so these fall as a whole.
    package static let mediaNest: TagGraph = {
        do {
            return try TagGraph([
                "user:{id}": ["user:profile:{id}", "user:playlists:{id}", "user:sessions:{id}"],
                "media:{id}": ["media:search:*", "playlist:*", "media:trending"],
                "playlist:{id}": ["user:playlists:*", "playlist:public"],
            ])
        } catch {
            // Constant, and built by a test.
            preconditionFailure("\(error)")
        }
    }()
}
