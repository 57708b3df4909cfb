import Contracts

/// Where the servers of a deployment are, as the services reach them.
struct DeploymentServers: Sendable {
    var redis = "redis:6379"
    var cache = "cache:6379"
    var postgres = "postgres:5432"
    var database = "medianest"

    /// - Throws: when a part would change the meaning of a URL that it stands in.
    func check() throws(CommandError) {
        for part in [redis, cache, postgres, database] {
            guard !part.isEmpty, part.utf8.allSatisfy({ Self.allowed.contains($0) }) else {
                throw .usage("'\(part)' is no HOST:PORT or name of a database: letters, digits, and . : - _ [ ]")
            }
        }
    }

    func redisURL(_ user: String, _ passwords: DeploymentPasswords) -> String {
        "redis://\(user):\(passwords.redis[user] ?? "")@\(redis)/0"
    }

    func cacheURL(_ user: String, _ passwords: DeploymentPasswords) -> String {
        "redis://\(user):\(passwords.cache[user] ?? "")@\(cache)/0"
    }

    func postgresURL(_ role: ServiceRole, _ passwords: DeploymentPasswords) -> String {
        "postgresql://\(role.name):\(passwords.postgres[role.name] ?? "")@\(postgres)/\(database)"
    }

    func administratorURL(_ passwords: DeploymentPasswords) -> String {
        "postgresql://\(PostgresServer.administrator):\(passwords.administrator)@\(postgres)/\(database)"
    }

    private static let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-_[]".utf8)
}
