import Foundation
import Logging
import NIOPosix
import Redis
import Resilience

/// The private Redis: never evicts, and writes each change to a file that it syncs every second. Or one of somebody else's, which is
/// only spoken to.
struct RedisServer: Sendable {
    let folder: DataFolder
    let port: Int
    let secrets: Secrets
    let account: Account?
    /// All services and the operator use it as it is.
    let outside: String?

    init(folder: DataFolder, port: Int, secrets: Secrets, outside: String? = nil) throws(CommandError) {
        self.outside = outside
        self.folder = folder
        self.port = port
        self.secrets = secrets
        account = try Account.first(of: ["redis", "nobody"])
    }

    func url(user: String) -> String { outside ?? "redis://\(user):\(secrets.redis[user] ?? "")@127.0.0.1:\(port)/0" }

    /// Writes its configuration.
    func prepare() throws(CommandError) -> Program {
        let executable = try Executable.find("redis-server")
        for part in ["", "/data"] { try DataFolder.make(folder.redis + part, mode: 0o700, owner: account) }
        try PrivateFile.write(RedisACL.file(passwords: secrets.redis), to: "\(folder.redis)/users.acl", owner: account)
        try PrivateFile.write(configuration, to: "\(folder.redis)/redis.conf", owner: account)
        return Program(
            name: "redis", arguments: [executable, "\(folder.redis)/redis.conf"], environment: ["LC_ALL": "C.UTF-8"],
            folder: folder.redis, account: account, lockFile: "\(folder.redis)/lock")
    }

    private var configuration: String {
        """
        # Written at each start.
        bind 127.0.0.1
        port \(port)
        tcp-backlog 128
        dir \(Self.quoted(folder.redis + "/data"))
        aclfile \(Self.quoted(folder.redis + "/users.acl"))
        appendonly yes
        appendfsync everysec
        save ""
        maxmemory-policy noeviction
        loglevel notice

        """
    }

    private static func quoted(_ path: String) -> String {
        "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension RedisServer {
    /// Whether it answers a PING of the operator's.
    func answers(within patience: Duration) async -> Bool {
        guard var configuration = try? RedisConfiguration(url: url(user: Secrets.operatorUser)) else { return false }
        configuration.connectTimeout = patience
        let client = RedisClient(
            configuration: configuration, name: "medianest:up", eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "medianest") { _ in SwiftLogNoOpLogHandler() })
        defer { Task { await client.close() } }
        do throws(RedisError) {
            try await client.connect()
            return true
        } catch {
            return false
        }
    }
}
