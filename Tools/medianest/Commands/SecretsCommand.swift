import ArgumentParser
import Foundation

/// Makes what a system in containers keeps secret.
struct SecretsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secrets",
        abstract: "Make the secrets of a system in containers: passwords, connection URLs, and who may do what in Redis.",
        discussion: """
            Each is a file that only its reader may read. It makes what is missing and leaves the rest as it is, so it may be repeated; \
            only what follows from the passwords alone, such as the users of Redis, is brought up to date.
            """)

    @Option(name: .long, help: "The folder to fill.", completion: .directory)
    var dir: String

    @Option(name: .long, help: "Where services reach the Redis of streams and jobs.")
    var redis = "redis:6379"

    @Option(name: .long, help: "Where they reach the Redis of caches.")
    var cacheRedis = "cache:6379"

    @Option(name: .long, help: "Where they reach Postgres.")
    var postgres = "postgres:5432"

    @Option(name: .long, help: "The database.")
    var database = "medianest"

    @Option(name: .long, help: "Root gives what services read to this user and group.")
    var servicesID: UInt32 = 10001

    @Option(name: .long, help: "Root gives what Redis and Postgres read to this user and group.")
    var storesID: UInt32 = 999

    @Flag(
        name: .long, help: "Make the services' passwords anew, and the addresses that hold them. The administrator of Postgres keeps his.")
    var renew = false

    func run() async throws {
        let servers = DeploymentServers(redis: redis, cache: cacheRedis, postgres: postgres, database: database)
        let folder = SecretFolder(path: DataFolder.absolute(dir), servers: servers, readers: readers, isRenewing: renew)
        let written = try folder.fill()
        let console = Console.standard
        console.say(written.isEmpty ? "\(dir): all there" : "\(dir): made \(written.joined(separator: ", "))")
        if readers == nil, !written.isEmpty {
            console.say("they belong to you: only containers that run as you can read them; root gives them to their readers")
        }
    }

    /// Only root may give files away.
    private var readers: SecretFolder.Readers? {
        guard geteuid() == 0 else { return nil }
        return SecretFolder.Readers(
            services: Account(name: "services", user: servicesID, group: servicesID),
            stores: Account(name: "stores", user: storesID, group: storesID))
    }
}
