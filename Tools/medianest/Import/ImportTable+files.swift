extension ImportTable {
    static let users = ImportTable(
        file: "users.tsv", staging: "staged_users",
        columns: [
            .id("id"),
            Column(name: "email", pattern: "^[^@[:space:]]{1,64}@[^@[:space:]]{1,189}$", meaning: "an e-mail address", isOptional: false),
            Column(name: "name", pattern: "[^[:space:]]", meaning: "a name", isOptional: false),
            Column(
                name: "password_hash", pattern: #"^\$?scrypt\$[^[:space:]]+$"#, meaning: "a scrypt hash", isOptional: false),
            .one("role", of: "user", "admin"), .one("status", of: "active", "suspended"), .time("created_at"),
        ])

    static let mediaItems = ImportTable(
        file: "media_items.tsv", staging: "staged_media_items",
        columns: [
            .id("id"), .one("type", of: "movie", "show", "music", "photo"),
            .one("source", of: "library", "upload", "plex", "youtube"), .text("title"), .text("description", isOptional: true),
            .text("thumbnail_url", isOptional: true), .time("created_at"),
        ])

    static let playlists = ImportTable(
        file: "playlists.tsv", staging: "staged_playlists",
        columns: [
            .id("id"), .id("owner_id"), .text("name"), .text("description", isOptional: true),
            .one("is_public", of: "t", "f", "true", "false"), .time("created_at"),
        ])

    static let playlistItems = ImportTable(
        file: "playlist_items.tsv", staging: "staged_playlist_items",
        columns: [
            .id("playlist_id"),
            Column(name: "position", pattern: "^[0-9]{1,9}$", meaning: "a number from 0", isOptional: false),
            .id("media_id"),
        ])
}
