import Foundation

/// The private Postgres: reachable through a Unix socket only. The administrator is whoever owns the data folder, without a
/// password; each service has a role with one.
struct PostgresServer: Sendable {
    static let administrator = "postgres"
    static let database = "medianest"

    let folder: DataFolder
    let maximumConnections: Int
    let account: Account?

    init(folder: DataFolder, maximumConnections: Int) throws(CommandError) {
        self.folder = folder
        self.maximumConnections = maximumConnections
        account = try Account.first(of: ["postgres", "nobody"])
    }

    func adminURL(database: String) -> String { Self.url(Self.administrator, database, folder.postgresSockets) }

    func url(role: ServiceRole, password: String) -> String {
        Self.url("\(role.name):\(password)", Self.database, folder.postgresSockets)
    }

    private static func url(_ user: String, _ database: String, _ sockets: String) -> String {
        "postgresql://\(user)@/\(database)?host=\(sockets.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? sockets)"
    }

    /// Makes the data at the first start, and writes who may connect.
    func prepare(_ log: LogForwarder) async throws(CommandError) -> Program {
        try DataFolder.make(folder.postgres, mode: 0o700, owner: account)
        try DataFolder.make(folder.postgresSockets, mode: 0o700, owner: account)
        try await PostgresCluster(server: self).makeIfMissing(log)
        try PrivateFile.write(hostBasedAccess, to: "\(folder.postgres)/hba.conf", owner: account)
        try PrivateFile.write(identities, to: "\(folder.postgres)/ident.conf", owner: account)
        return program([try Executable.postgres("postgres"), "-D", "\(folder.postgres)/data"] + settings)
    }

    func program(_ arguments: [String]) -> Program {
        Program(
            name: "postgres", arguments: arguments, environment: ["LC_ALL": "C.UTF-8"], folder: folder.postgres,
            account: account, lockFile: "\(folder.postgres)/lock",
            // SIGINT is its fast shutdown: it does not wait for clients to leave.
            stopSignal: SIGINT)
    }

    private var hostBasedAccess: String {
        let roles = ServiceRole.all.map(\.name).joined(separator: ",")
        return """
            # Written at each start.
            local all \(Self.administrator) peer map=owner
            local \(Self.database) \(roles) scram-sha-256

            """
    }

    private var identities: String {
        "# Written at each start.\nowner \"\(Account.ownName ?? "root")\" \(Self.administrator)\n"
    }

    private var settings: [String] {
        let settings = [
            ("listen_addresses", ""), ("unix_socket_directories", "\"\(folder.postgresSockets)\""), ("port", "5432"),
            ("hba_file", "\(folder.postgres)/hba.conf"), ("ident_file", "\(folder.postgres)/ident.conf"),
            ("max_connections", "\(maximumConnections)"), ("shared_buffers", "256MB"), ("effective_cache_size", "1GB"),
            ("work_mem", "16MB"), ("maintenance_work_mem", "128MB"), ("max_wal_size", "2GB"), ("random_page_cost", "1.1"),
            ("synchronous_commit", "on"), ("jit", "off"), ("timezone", "UTC"), ("log_timezone", "UTC"),
            ("log_checkpoints", "off"), ("log_line_prefix", ""),
        ]
        return settings.flatMap { ["-c", "\($0)=\($1)"] }
    }
}
