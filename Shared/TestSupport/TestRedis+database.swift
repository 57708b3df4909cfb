import Synchronization

extension TestRedis {
    private static let manyDatabases: PrivateRedisServer = {
        do {
            return try PrivateRedisServer(["--databases", "2000"])
        } catch {
            fatalError("the tests need redis-server: \(error)")
        }
    }()
    private static let lastDatabase = Atomic<Int>(0)

    /// The URL of an empty database of its own, for what has fixed keys. Channels know no databases: they are shared.
    package static func database() -> String {
        let number = lastDatabase.wrappingAdd(1, ordering: .relaxed).newValue
        return "redis://127.0.0.1:\(manyDatabases.port)/\(number)"
    }
}
