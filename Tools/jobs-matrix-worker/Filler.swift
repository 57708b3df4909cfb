import Contracts
import Foundation
import Jobs
import Logging
import Outbox
import Postgres
import Redis

/// Makes the tables and adds jobs: so many for each number that it is given, one a line. It writes `ready`, and a line when they are added.
struct Filler {
    let client: RedisClient
    let database: PostgresDatabase
    let logger: Logger

    func run() async throws {
        let effects = Migration(
            number: 2, name: "create_matrix_effects",
            // Nothing is unique here: a second effect must show.
            sql: "CREATE TABLE matrix_effects (job_id uuid NOT NULL, number int NOT NULL, attempt int NOT NULL)")
        try await Migrator(migrations: [.jobEffects(number: 1), effects], logger: logger).run(on: database, schema: "matrix")
        say("ready")
        var next = 0
        while let count = readLine().flatMap({ Int($0) }) {
            try await add(try (next..<next + count).map { try NewJob(MatrixJob(number: $0)) })
            next += count
            say("added")
        }
    }

    /// Until Redis has them: those that it has already it knows.
    private func add(_ jobs: [NewJob]) async throws {
        let queue = JobQueue(client: client)
        while true {
            do {
                try await queue.add(jobs)
                return
            } catch {
                logger.info("jobs not added yet", metadata: ["error": "\(error)"])
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}
