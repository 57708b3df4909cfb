import Foundation
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
    ///
    /// With `MEDIANEST_TEST_REDIS_CLUSTER_URL` it is that cluster, emptied: there are no databases in it, so tests must run one
    /// at a time.
    package static func database() -> String {
        if let cluster { return emptied(cluster) }
        let number = lastDatabase.wrappingAdd(1, ordering: .relaxed).newValue
        return "redis://127.0.0.1:\(manyDatabases.port)/\(number)"
    }

    private static let cluster = ProcessInfo.processInfo.environment["MEDIANEST_TEST_REDIS_CLUSTER_URL"]

    private static func emptied(_ url: String) -> String {
        let nodes = url.split(separator: "/").last?.split(separator: ",") ?? []
        for port in nodes.compactMap({ $0.split(separator: ":").last }) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["redis-cli", "-p", String(port), "FLUSHALL"]
            process.standardOutput = FileHandle.nullDevice
            do {
                try process.run()
                process.waitForEnd()
            } catch {
                fatalError("the tests need redis-cli: \(error)")
            }
        }
        return url
    }
}
