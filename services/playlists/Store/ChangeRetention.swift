import Runtime

/// Which changes may be deleted: those that are older than `age` and have `count` newer ones.
struct ChangeRetention: Sendable {
    var age: Duration = .seconds(7 * 86_400)
    var count = 100_000

    init() {}

    init(_ reader: ConfigurationReader) {
        age = reader.duration("CHANGES_KEEP_HOURS", default: age, in: .seconds(3600)...(.seconds(3600 * 24 * 3650)))
        count = reader.int("CHANGES_KEEP", default: count, in: 0...1_000_000_000)
    }
}
