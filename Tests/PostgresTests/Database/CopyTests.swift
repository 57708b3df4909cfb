import Postgres
import TestSupport
import Testing

@Suite struct CopyTests {
    private struct Interrupted: Error {}

    /// Lines of `id\ttitle`, some thousand to a piece.
    private func rows(_ count: Int, failing: Bool = false) -> AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { continuation in
            var piece: [UInt8] = []
            for number in 1...count {
                piece += Array("\(number)\ttitle \(number)\n".utf8)
                if number % 5000 == 0 || number == count {
                    continuation.yield(piece)
                    piece = []
                }
            }
            continuation.finish(throwing: failing ? Interrupted() : nil)
        }
    }

    private func withTable(_ body: nonisolated(nonsending) (PostgresDatabase) async throws -> Void) async throws {
        try await TestPostgres.withSchema(configure: { $0.maximumConnections = 1 }) { database in
            try await database.execute("CREATE TABLE media (id int PRIMARY KEY, title text)")
            try await body(database)
        }
    }

    private func count(_ database: PostgresDatabase) async throws -> Int? {
        try await database.query("SELECT count(*) FROM media").first?.get(0)
    }

    @Test func copiesAHundredThousandRows() async throws {
        try await withTable { (database) async throws in
            #expect(try await database.copyIn("COPY media (id, title) FROM STDIN", from: rows(100_000)) == 100_000)
            #expect(try await count(database) == 100_000)
        }
    }

    @Test func anErrorInTheDataLeavesTheConnectionUsable() async throws {
        try await withTable { (database) async throws in
            let bad = AsyncThrowingStream<[UInt8], any Error> { continuation in
                continuation.yield(Array("1\tone\nsecret\ttwo\n".utf8))
                continuation.finish()
            }
            let error = await #expect(throws: PostgresError.self) { try await database.copyIn("COPY media FROM STDIN", from: bad) }
            #expect(error?.sqlState == .invalidTextRepresentation)
            #expect(error?.description.contains("secret") == false)
            #expect(try await count(database) == 0)
            #expect(database.statistics.created == 1)
        }
    }

    /// The server's refusal has arrived long before the end is sent.
    @Test func noticesARefusalThatCameBeforeTheEnd() async throws {
        try await withTable { (database) async throws in
            let (slow, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self, throwing: (any Error).self)
            continuation.yield(Array("not a number\tone\n".utf8))
            let task = Task { try await database.copyIn("COPY media FROM STDIN", from: slow) }
            try await Task.sleep(for: .milliseconds(100))
            continuation.yield(Array("1\tone\n".utf8))
            continuation.finish()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.sqlState == .invalidTextRepresentation)
            #expect(try await count(database) == 0)
        }
    }

    @Test func aFailingSourceCopiesNothing() async throws {
        try await withTable { (database) async throws in
            await #expect(throws: Interrupted.self) {
                try await database.copyIn("COPY media FROM STDIN", from: rows(20_000, failing: true))
            }
            #expect(try await count(database) == 0)
            #expect(database.statistics.created == 1)
        }
    }

    @Test func aWrongStatementIsRefused() async throws {
        try await withTable { (database) async throws in
            let unknown = await #expect(throws: PostgresError.self) {
                try await database.copyIn("COPY nothing FROM STDIN", from: rows(1))
            }
            #expect(unknown?.sqlState == .undefinedTable)
            await #expect(throws: PostgresError.self) { try await database.copyIn("SELECT 1", from: rows(1)) }
            await #expect(throws: PostgresError.self) { try await database.copyIn("COPY media TO STDOUT", from: rows(1)) }
            #expect(try await count(database) == 0)
        }
    }

    @Test func cancellingCopiesNothing() async throws {
        try await withTable { (database) async throws in
            let (endless, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self, throwing: (any Error).self)
            continuation.yield(Array("1\tone\n".utf8))
            let task = Task { try await database.copyIn("COPY media FROM STDIN", from: endless) }
            while database.statistics.busy == 0 { await Task.yield() }
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(try await count(database) == 0)
        }
    }

    @Test func copiesInsideATransaction() async throws {
        try await withTable { database in
            let copied = try await database.withTransaction { connection in
                try await connection.execute("INSERT INTO media VALUES (0, 'zero')")
                return try await connection.copyIn("COPY media FROM STDIN", from: rows(1000))
            }
            #expect(copied == 1000)
            #expect(try await count(database) == 1001)
        }
    }
}
