import Contracts
import Glibc
import Synchronization

/// A whole system: Redis, Postgres and the services, each kept running.
final class Stack: Sendable {
    private struct State {
        /// In the order of their start. What stands in one row depends on the rows before it only.
        var rows: [[Supervisor]] = []
    }

    let options: StackOptions
    let processes: [ServiceProcess]
    let redis: RedisServer
    let postgres: PostgresServer
    let console: Console
    private let redisPort: PortReservation
    private let state = Mutex(State())

    /// Reserves ports and makes the folders; starts nothing.
    init(_ options: StackOptions, console: Console = .standard) throws(CommandError) {
        self.options = options
        self.console = console
        processes = try ServiceProcess.all(options)
        redisPort = try .any()
        let secrets = try Secrets.load(options.folder.secretsFile)
        redis = try RedisServer(
            folder: options.folder, port: redisPort.port, secrets: secrets, outside: options.redisURL)
        postgres = try PostgresServer(folder: options.folder, maximumConnections: 60 + 20 * processes.count)
    }

    var url: String {
        let port = processes.compactMap(\.publicPort).first?.port ?? options.port
        return "http://127.0.0.1:\(port)"
    }

    var running: RunningStack {
        RunningStack(
            process: getpid(), url: url, redisURL: redis.url(user: Secrets.operatorUser),
            postgresURL: postgres.adminURL(database: PostgresServer.database),
            processes: processes.map { .init(name: $0.name, service: $0.service, internalPort: $0.internalPort.port) })
    }

    /// Starts everything. Returns when every process is ready.
    func start() async throws {
        try await startStores()
        try await provision()
        try PrivateFile.write(json: running, to: options.folder.runFile)
        try await startServices()
    }

    /// Ends everything, the gateway first and the servers last. Each row has a time limit, after which it is killed.
    func stop() async {
        for row in state.withLock({ $0.rows }).reversed() {
            await withTaskGroup(of: Void.self) { group in
                for supervisor in row { group.addTask { await supervisor.stop(patience: .seconds(8)) } }
            }
        }
        unlink(options.folder.runFile)
    }

    /// For somebody who does not want to wait.
    func kill() {
        for supervisor in state.withLock({ $0.rows.joined() }) { supervisor.kill() }
    }

    func launch(_ programs: [Program]) -> [Supervisor] {
        state.withLock { state in
            let count = state.rows.joined().count
            let row = programs.enumerated().map { Supervisor($1, index: count + $0, console: console) }
            state.rows.append(row)
            for supervisor in row { supervisor.start() }
            return row
        }
    }
}
