import Outbox
import Postgres

extension Migration {
    static var workers: [Migration] {
        get throws {
            try [
                Migration(file: "0001_create_notifications.sql", contents: PackageResources._001_create_notifications_sql),
                Migration(file: "0002_create_mail.sql", contents: PackageResources._002_create_mail_sql),
                .jobEffects(number: 3),
            ]
        }
    }
}
