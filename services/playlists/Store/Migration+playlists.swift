import Postgres

extension Migration {
    static var playlists: [Migration] {
        get throws {
            try [
                Migration(file: "0001_create_playlists.sql", contents: PackageResources._001_create_playlists_sql),
                Migration(file: "0002_create_changes.sql", contents: PackageResources._002_create_changes_sql),
            ]
        }
    }
}
