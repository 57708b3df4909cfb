import Postgres
import Resilience

extension Stack {
    private static let storePatience: Duration = .seconds(60)

    func startStores() async throws {
        let log = LogForwarder(name: "postgres", index: 1, console: console)
        let redisServer = redis.outside == nil ? launch([try redis.prepare()]) : []
        let postgresServer = launch([try await postgres.prepare(log)])
        let deadline = Deadline.after(Self.storePatience)
        try await wait(for: redisServer, "Redis", deadline) { await self.redis.answers(within: .seconds(2)) }
        try await wait(for: postgresServer, "Postgres", deadline) { await self.postgres.answers() }
    }

    /// Makes the database at the first start, and what is missing in it.
    func provision() async throws {
        do {
            try await Provisioner.makeDatabase(
                PostgresServer.database, url: postgres.adminURL(database: PostgresServer.administrator))
            let url = postgres.adminURL(database: PostgresServer.database)
            try await Provisioner(url: url, passwords: redis.secrets.postgres).run()
        } catch let error as PostgresError {
            throw CommandError.unavailable("the database cannot be prepared: \(error)")
        }
    }

    private func wait(
        for row: [Supervisor], _ name: String, _ deadline: Deadline, _ answers: () async -> Bool
    ) async throws {
        while await !answers() {
            let exits = row.flatMap(\.exits)
            if exits.count > 3 || deadline.hasPassed {
                let last = exits.last.map { "; it ended \(exits.count) times, last with \($0)" } ?? ""
                throw CommandError.unavailable("\(name) does not answer\(last); its lines above say why")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
