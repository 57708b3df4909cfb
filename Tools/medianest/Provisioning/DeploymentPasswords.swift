import Contracts

/// The passwords of a system whose Redis and Postgres run by themselves, as in containers. Made once; everything else that is
/// secret there is written from them.
struct DeploymentPasswords: Codable, Sendable, Equatable {
    /// By user of the Redis that keeps streams and jobs.
    private(set) var redis: [String: String] = [:]
    /// By user of the Redis that may forget.
    private(set) var cache: [String: String] = [:]
    /// By role.
    private(set) var postgres: [String: String] = [:]
    private(set) var administrator = ""

    /// Without the services' passwords. The administrator's is kept: Postgres took it when its database was made.
    func renewing() -> Self {
        var kept = Self()
        kept.administrator = administrator
        return kept
    }

    mutating func addMissing() {
        for user in ServiceName.allCases.map(\.rawValue) + [Secrets.operatorUser] { Self.add(user, to: &redis) }
        for user in RedisACL.cacheUsers { Self.add(user, to: &cache) }
        for role in ServiceRole.all { Self.add(role.name, to: &postgres) }
        if administrator.isEmpty { administrator = Secrets.make() }
    }

    private static func add(_ name: String, to passwords: inout [String: String]) {
        if passwords[name] == nil { passwords[name] = Secrets.make() }
    }
}
