import Foundation
import Logging
import Postgres

/// The list query at random depths of 100 000 rows by 16 callers, against `pgbench` with the same statement.
///
/// Arguments: the server's URL (a role that may create a table), then the seconds each side runs (5).
struct PostgresBenchmark {
    private static let callers = 16
    private static let rows = 100_000

    private let url: String
    private let seconds: Int

    static func run(arguments: [String]) async throws {
        let url = arguments.first ?? "postgresql:///postgres"
        try await PostgresBenchmark(url: url, seconds: arguments.dropFirst().first.flatMap { Int($0) } ?? 5).run()
    }

    private func run() async throws {
        let database = PostgresDatabase(
            configuration: PostgresConfiguration(url: url), logger: Logger(label: "bench"))
        try await fill(database)
        // Warms both sides: each connection prepares, and the table's pages are read.
        _ = try await throughput(database, seconds: 1)
        let baseline = try pgbench()
        try Measurement("pgbench -M prepared -c \(Self.callers)", rate: baseline, baseline: baseline).write()
        try await Measurement("PostgresDatabase.query", rate: throughput(database, seconds: seconds), baseline: baseline).write()
        try await Measurement("PostgresDatabase.query with a deadline", rate: withDeadline(database), baseline: baseline).write()
        try await database.execute("DROP TABLE bench_media")
        await database.close()
    }

    private func statement(_ position: SQL) -> SQL {
        """
        SELECT id, type, source, title, description, thumbnail_url, created_at FROM bench_media \
        WHERE (created_at, id) < (to_timestamp(\(position)), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) \
        ORDER BY created_at DESC, id DESC LIMIT 21
        """
    }

    private func fill(_ database: PostgresDatabase) async throws {
        try await database.execute("DROP TABLE IF EXISTS bench_media")
        try await database.execute(
            """
            CREATE TABLE bench_media AS SELECT gen_random_uuid() AS id, 'photo'::text AS type, 'library'::text AS source,
                'A title of usual length ' || n AS title, repeat('described ', 8) AS description,
                '/api/v1/media/thumbnail/' || n AS thumbnail_url, to_timestamp(n) AS created_at
            FROM generate_series(1, \(Self.rows)) n
            """)
        try await database.execute("CREATE INDEX ON bench_media (created_at DESC, id DESC)")
        try await database.execute("VACUUM ANALYZE bench_media")
    }

    private func withDeadline(_ database: PostgresDatabase) async throws -> Double {
        try await PostgresDeadline.$current.withValue(.now + .seconds(seconds + 20)) {
            try await throughput(database, seconds: seconds)
        }
    }

    private func throughput(_ database: PostgresDatabase, seconds: Int) async throws -> Double {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup { group in
            for _ in 0..<Self.callers {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < end {
                        let position = Int.random(in: 100...Self.rows)
                        let page = try await database.query(statement("\(position)"))
                        precondition(page.count == 21)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
    }

    private func pgbench() throws -> Double {
        let script = NSTemporaryDirectory() + "medianest-bench-\(UUID().uuidString).sql"
        let text = "\\set n random(100, \(Self.rows))\n" + statement(SQL(unescaped: ":n")).text
        try Data(text.utf8).write(to: URL(fileURLWithPath: script))
        defer { try? FileManager.default.removeItem(atPath: script) }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // A number of statements and not `-T`: the alarm of that would stay blocked, as it is in our threads.
        // Worker threads block signals, children inherit that, and pgbench ends by SIGALRM.
        process.arguments = [
            "--default-signal=ALRM", "PGOPTIONS=-c plan_cache_mode=force_generic_plan", "pgbench", "-n", "-M", "prepared", "-c",
            "\(Self.callers)",
            "-t", "\(seconds * 700)", "-f", script, url,
        ]
        process.standardOutput = output
        try process.run()
        let report = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let line = report.split(separator: "\n").first { $0.hasPrefix("tps = ") } ?? ""
        return line.split(separator: " ").dropFirst(2).first.flatMap { Double($0) } ?? 0
    }
}
