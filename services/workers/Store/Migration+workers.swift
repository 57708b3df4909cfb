import Postgres

extension Migration {
    static var workers: [Migration] {
        get throws {
            try [
                Migration(file: "0001_create_notifications.sql", contents: PackageResources._001_create_notifications_sql)
            ]
        }
    }
}
