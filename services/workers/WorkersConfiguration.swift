import Runtime

/// What workers read besides the keys that all services share.
///
/// - `WORKERS_THUMBNAILS` (int, 5), `WORKERS_METADATA` (int, 3), `WORKERS_SCANS` (int, 2): jobs of a type at a time in one
///   process; the defaults are the performance guide's
/// - `WORKERS_PUSHES` (int, 5): messages pushed at a time in one process
/// - `VAPID_SUBJECT` (mailto:admin@localhost): where push services reach the operator; some take no message without a real one
/// - `VAPID_PRIVATE_KEY` or `…_FILE` (made at the first start): base64url; with another key all browsers have to subscribe again
/// - `PUSH_ALLOW_PRIVATE` (false): push also to private addresses, to any port, and over http
/// - `PUSH_CA_FILE` (the system's): PEM certificates that push services are trusted by
/// - `PUSH_TIMEOUT_SECONDS` (10): how long a push service may take
/// - `WORKERS_EMAILS` (int, 2): mails sent at a time in one process
/// - `SMTP_URL` or `…_FILE` (mail is off): `smtp://user:password@host:port?tls=starttls|required|none&ca=…` or `smtps://…`
/// - `SMTP_FROM`: the sender's address, required with `SMTP_URL`; `SMTP_FROM_NAME` (MediaNest)
/// - `SMTP_TIMEOUT_SECONDS` (30): for each step of the conversation; `SMTP_RETRY_SECONDS` (60): before a mail is tried again
/// - `PUBLIC_URL`: where people find MediaNest, for links in mails; without it there are none
/// - `DIGEST_HOURS` (24): how often those who want it hear of new media
/// - `NOTIFICATIONS_KEEP_HOURS` (2160), `NOTIFICATIONS_KEEP` (1000): a read notification is deleted after so long, and of each
///   user's all but so many
struct WorkersConfiguration: ServiceConfiguration {
    let thumbnails: Int
    let metadata: Int
    let scans: Int
    let pushes: Int
    let push: PushSettings
    let emails: Int
    let mail: MailSettings?
    let digest: Duration
    let retention: NotificationRetention

    init(_ reader: ConfigurationReader) {
        thumbnails = reader.int("WORKERS_THUMBNAILS", default: 5, in: 0...64)
        metadata = reader.int("WORKERS_METADATA", default: 3, in: 0...64)
        scans = reader.int("WORKERS_SCANS", default: 2, in: 0...16)
        pushes = reader.int("WORKERS_PUSHES", default: 5, in: 0...64)
        push = PushSettings(reader)
        emails = reader.int("WORKERS_EMAILS", default: 2, in: 0...64)
        mail = MailSettings(reader)
        digest = reader.duration("DIGEST_HOURS", default: .seconds(86_400), in: .seconds(1)...(.seconds(3600 * 24 * 31)))
        retention = NotificationRetention(reader)
    }
}
