extension ImportTable {
    static let users = ImportTable(
        file: "users.tsv", staging: "staged_users",
        columns: [
            .id("id"), .matching("^[^@[:space:]]{1,64}@[^@[:space:]]{1,189}$", "email", "an e-mail address"),
            .matching("[^[:space:]]", "name", "a name"),
            .matching(#"^\$?scrypt\$[^[:space:]]+$"#, "password_hash", "a scrypt hash"),
            .one("role", of: "user", "admin"), .one("status", of: "active", "suspended"), .time("created_at"),
        ])

    static let mediaItems = ImportTable(
        file: "media_items.tsv", staging: "staged_media_items",
        columns: [
            .id("id"), .one("type", of: "movie", "show", "music", "photo"),
            .one("source", of: "library", "upload", "plex", "youtube"), .text("title"), .optionalText("description"),
            .optionalText("thumbnail_url"), .time("created_at"),
        ])

    static let playlists = ImportTable(
        file: "playlists.tsv", staging: "staged_playlists",
        columns: [
            .id("id"), .id("owner_id"), .text("name"), .optionalText("description"),
            .one("is_public", of: "t", "f", "true", "false"), .time("created_at"),
        ])

    static let playlistItems = ImportTable(
        file: "playlist_items.tsv", staging: "staged_playlist_items",
        columns: [.id("playlist_id"), .matching("^[0-9]{1,9}$", "position", "a number from 0"), .id("media_id")])
}
