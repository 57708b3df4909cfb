/// How many servers there are, and how the one in charge is found.
package enum RedisTopology: Sendable, Equatable {
    /// The configured one.
    case single
    /// A Redis Cluster, which any of these knows.
    case cluster(seeds: [RedisAddress])
    /// One master with replicas, named by sentinels.
    case sentinel(Sentinels)

    package struct Sentinels: Sendable, Equatable {
        package var addresses: [RedisAddress]
        /// The name under which they watch the master.
        package var master: String
        /// Their own, if they ask for one; not the master's.
        package var username: String?
        package var password: String?
    }
}
