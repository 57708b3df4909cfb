/// One file of a deployment's secrets: what is in it, and who reads it.
struct SecretFile: Sendable {
    enum Reader: Sendable {
        /// MediaNest's own containers.
        case services
        /// The containers of Redis and Postgres.
        case stores
    }

    static let administratorURLName = "postgres-admin-url"

    let name: String
    let text: String
    let reader: Reader
    /// Whether it is written again when it says something else. What somebody may have changed by hand, such as a URL, is not.
    var isDerived = false

    /// All that a deployment needs, beside the passwords that they are made from.
    static func all(_ passwords: DeploymentPasswords, _ servers: DeploymentServers) -> [SecretFile] {
        var files = [
            SecretFile(name: "redis.acl", text: RedisACL.streams(passwords: passwords.redis), reader: .stores, isDerived: true),
            SecretFile(name: "cache.acl", text: RedisACL.cache(passwords: passwords.cache), reader: .stores, isDerived: true),
            SecretFile(name: "postgres-password", text: passwords.administrator, reader: .stores, isDerived: true),
            SecretFile(name: administratorURLName, text: servers.administratorURL(passwords), reader: .services),
            SecretFile(name: "postgres-role-passwords", text: lines(passwords.postgres), reader: .services, isDerived: true),
            SecretFile(
                name: "operator-redis-url", text: servers.redisURL(Secrets.operatorUser, passwords), reader: .services),
        ]
        for user in passwords.redis.keys.sorted() where user != Secrets.operatorUser {
            files.append(SecretFile(name: "\(user)-redis-url", text: servers.redisURL(user, passwords), reader: .services))
        }
        for user in passwords.cache.keys.sorted() where user != Secrets.operatorUser {
            files.append(SecretFile(name: "\(user)-cache-redis-url", text: servers.cacheURL(user, passwords), reader: .services))
        }
        for role in ServiceRole.all {
            files.append(
                SecretFile(name: "\(role.name)-postgres-url", text: servers.postgresURL(role, passwords), reader: .services))
        }
        return files
    }

    private static func lines(_ passwords: [String: String]) -> String {
        passwords.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "\n")
    }
}
