import Runtime

/// Which notifications may be deleted: those that were read so long ago, and of each user's all but the newest.
struct NotificationRetention: Sendable {
    var readFor: Duration = .seconds(90 * 86_400)
    var count = 1_000

    init() {}

    init(_ reader: ConfigurationReader) {
        readFor = reader.duration("NOTIFICATIONS_KEEP_HOURS", default: readFor, in: .zero ... .seconds(3600 * 24 * 3650))
        count = reader.int("NOTIFICATIONS_KEEP", default: count, in: 1...1_000_000)
    }
}
