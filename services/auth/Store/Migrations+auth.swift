import Postgres

extension [Migration] {
    /// The history of the schema `auth`, after the bookkeeping tables.
    // The embedded resources are named after their files, whose leading digit is no letter and becomes an underscore.
    static var auth: [Migration] {
        get throws {
            try [
                Migration(file: "0001_create_users.sql", contents: PackageResources._001_create_users_sql),
                Migration(file: "0002_create_sessions.sql", contents: PackageResources._002_create_sessions_sql),
                Migration(file: "0003_create_signing_keys.sql", contents: PackageResources._003_create_signing_keys_sql),
                Migration(file: "0004_create_login_failures.sql", contents: PackageResources._004_create_login_failures_sql),
            ]
        }
    }
}
