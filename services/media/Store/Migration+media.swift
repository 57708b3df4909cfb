import Postgres

extension Migration {
    static var media: [Migration] {
        get throws {
            try [
                Migration(file: "0001_create_media_items.sql", contents: PackageResources._001_create_media_items_sql),
                Migration(file: "0002_create_files.sql", contents: PackageResources._002_create_files_sql),
                Migration(file: "0003_create_search.sql", contents: PackageResources._003_create_search_sql),
                Migration(file: "0004_create_lexicon.sql", contents: PackageResources._004_create_lexicon_sql),
                Migration(file: "0005_create_search_functions.sql", contents: PackageResources._005_create_search_functions_sql),
                Migration(file: "0006_create_plays.sql", contents: PackageResources._006_create_plays_sql),
            ]
        }
    }
}
