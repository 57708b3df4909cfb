import Contracts
import Foundation
import Jobs
import Logging
import NIOPosix
import Outbox
import Postgres
import Redis

/// The worker of the test that kills workers: `jobs-matrix-worker work REDIS POSTGRES NAME` and `jobs-matrix-worker fill REDIS POSTGRES`.
///
/// A worker that reads `arm STEP N` is held when something comes to that step for the Nth time, says so by a line `at STEP`, and goes on
/// after a line `go`. It ends with its input.
@main
struct Main {
    private static let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 3 else {
            FileHandle.standardError.write(Data("usage: jobs-matrix-worker work|fill REDIS POSTGRES [NAME]\n".utf8))
            exit(64)
        }
        var logger = Logger(label: "matrix") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let redis = try RedisConfiguration(url: arguments[1])
        let database = PostgresDatabase(
            configuration: PostgresConfiguration(url: arguments[2], maximumConnections: 16, searchPath: "matrix"), logger: logger)
        if arguments[0] == "fill" {
            let client = try await connected(redis, logger)
            try await Filler(client: client, database: database, logger: logger).run()
        } else {
            try await work(redis, database, name: arguments.last ?? "", logger)
        }
    }

    private static func work(_ redis: RedisConfiguration, _ database: PostgresDatabase, name: String, _ logger: Logger) async throws {
        let point = FaultPoint()
        var redis = redis
        redis.port = try Wire(to: redis.port, point).port
        Thread.detachNewThread { obey(point) }
        let (client, blocking) = (try await connected(redis, logger), try await connected(redis, logger))
        let worker = JobWorker(
            type(Effects(database: database), point), worker: name, client: client, blocking: blocking, logger: logger)
        await JobWorkers([worker], name: name, client: client, logger: logger).run()
    }

    private static func type(_ effects: Effects, _ point: FaultPoint) -> JobType {
        JobType(MatrixJob.self, policy: MatrixJob.policy) { job, context in
            try await Task.sleep(for: .milliseconds(5))
            await point.reach(.duringWork)
            if job.failsForGood { throw JobFailure("It is made to fail.") }
            if job.failsAtFirst, context.attempt == 1 { throw FailedAtFirst() }
            let (id, attempt) = (context.id, context.attempt)
            try await effects.apply(job: id, attempt: attempt) { connection in
                try await connection.execute(
                    "INSERT INTO matrix_effects (job_id, number, attempt) VALUES (\(id), \(job.number), \(attempt))")
                await point.reach(.inEffect)
            }
            await point.reach(.afterEffect)
            return Nothing()
        }
    }

    private static func obey(_ point: FaultPoint) {
        while let line = readLine() {
            let words = line.split(separator: " ")
            if words == ["go"] { point.go() }
            if words.count == 3, words[0] == "arm", let step = Step(rawValue: String(words[1])), let pass = Int(words[2]) {
                point.arm(step, pass: pass)
            }
        }
        exit(0)
    }

    /// Redis may just be starting again.
    private static func connected(_ configuration: RedisConfiguration, _ logger: Logger) async throws -> RedisClient {
        let client = RedisClient(configuration: configuration, name: "matrix", eventLoopGroup: loops, logger: logger)
        while true {
            do throws(RedisError) {
                try await client.connect()
                return client
            } catch {
                logger.info("not connected yet", metadata: ["error": "\(error)"])
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}
