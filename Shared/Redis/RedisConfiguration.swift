/// Where Redis is, who we are there, and how patient we are.
package struct RedisConfiguration: Sendable {
    package struct TLS: Sendable, Equatable {
        /// A PEM file with the certificates to trust; the system's when `nil`.
        package var caFile: String?

        package init(caFile: String? = nil) {
            self.caFile = caFile
        }
    }

    /// With a cluster or sentinels, host and port are of no meaning: they are looked up.
    package var topology = RedisTopology.single
    package var host = "127.0.0.1"
    package var port = 6379
    /// Connects there instead of to host and port when set.
    package var unixSocketPath: String?
    /// The ACL user; Redis's `default` user when `nil`.
    package var username: String?
    package var password: String?
    package var database = 0
    package var tls: TLS?
    /// For connection, TLS and log-in together.
    package var connectTimeout: Duration = .seconds(5)
    /// For commands that bring no deadline of their own.
    package var commandTimeout: Duration = .seconds(5)
    /// Commands that may wait for their reply or for the connection; more are refused at once.
    package var maximumWaiting = 10_000
    /// Bytes that may wait to be written; one command alone may be larger.
    package var maximumWaitingBytes = 64 * 1024 * 1024
    /// Bounds of the pause before a reconnect, which is drawn evenly between nothing and a bound that doubles. Small at most: clients are
    /// refused until the last connection is back.
    package var minimumBackoff: Duration = .milliseconds(20)
    package var maximumBackoff: Duration = .milliseconds(250)
    /// A connection silent for this long is pinged; one silent for two of them, with replies overdue, is replaced.
    package var keepAliveInterval: Duration = .seconds(10)

    package init() {}

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

extension RedisConfiguration: CustomStringConvertible {
    private static func list(_ addresses: [RedisAddress]) -> String {
        addresses.map(\.description).joined(separator: ",")
    }

    /// The address without the secrets.
    package var description: String {
        if let unixSocketPath { return "unix://\(unixSocketPath)?db=\(database)" }
        let scheme = tls == nil ? "redis" : "rediss"
        switch topology {
        case .single: return "\(scheme)://\(host):\(port)/\(database)"
        case .cluster(let seeds): return "\(scheme)+cluster://\(Self.list(seeds))/"
        case .sentinel(let sentinels):
            return "\(scheme)+sentinel://\(Self.list(sentinels.addresses))/\(sentinels.master)/\(database)"
        }
    }
}
