internal import Redis

/// A master, a replica and three sentinels of a test's own on loopback.
package final class PrivateSentinels: Sendable {
    package static let name = "main"

    package let master: PrivateRedisServer
    package let replica: PrivateRedisServer
    package let sentinels: [PrivateRedisServer]

    package var url: String {
        "redis+sentinel://\(sentinels.map { "127.0.0.1:\($0.port)" }.joined(separator: ","))/\(Self.name)"
    }

    /// Returns when the sentinels know the replica and each other.
    package init() async throws {
        let master = try PrivateRedisServer()
        self.master = master
        replica = try PrivateRedisServer(["--replicaof", "127.0.0.1 \(master.port)"])
        sentinels = try (0..<3).map { _ in
            try PrivateRedisServer(
                sentinel: """
                    sentinel monitor \(Self.name) 127.0.0.1 \(master.port) 2
                    sentinel down-after-milliseconds \(Self.name) 500
                    sentinel failover-timeout \(Self.name) 3000

                    """)
        }
        for sentinel in sentinels {
            try await eventually {
                let facts = try await sentinel.ask("SENTINEL", "MASTER", Self.name).decodedPairs()
                return facts["num-slaves"]?.int == 1 && facts["num-other-sentinels"]?.int == 2
            }
        }
    }
}
