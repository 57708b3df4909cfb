import Bus
import Contracts
import Jobs
import MediaFiles
import NIOPosix
import Outbox
import Postgres
import Redis
import Resilience
import TestSupport
import Testing

@testable import media

/// Media with a schema of its own and one library, as workers speak to it.
struct ScanWorld: Sendable {
    let media: Media
    let database: PostgresDatabase
    let library = LibraryID.make()

    func begin() async throws -> ScanID {
        let scan = ScanID.make()
        let running = try await database.withTransaction { connection in
            try await media.libraries.beginScan(of: library, scan: scan, job: .make(), requestedBy: nil, connection)
        }
        #expect(running == nil, "another scan runs")
        return scan
    }

    /// Sees these files as they are, and records those that are new.
    func see(_ paths: [String], in scan: ScanID) async throws {
        let files = paths.map { ScannedFile(path: $0, sizeBytes: 1_000, modifiedNanoseconds: 1, inode: 1) }
        let changed = try await compare(files, in: scan)
        try await record(files.filter { changed.contains($0.path) }, in: scan)
    }

    func compare(_ files: [ScannedFile], in scan: ScanID) async throws -> [String] {
        try await media.answer(CompareFiles(library: library, scan: scan, files: files), .system()).changed
    }

    func record(_ files: [ScannedFile], in scan: ScanID) async throws {
        guard !files.isEmpty else { return }
        let identified = files.map { IdentifiedFile(file: $0, contentHash: "hash of \($0.path)", contentType: "image/jpeg") }
        _ = try await media.answer(RecordFiles(library: library, scan: scan, files: identified), .system())
    }

    func endWalk(_ scan: ScanID) async throws {
        _ = try await media.answer(EndWalk(library: library, scan: scan, unreadable: []), .system())
    }

    func end(_ scan: ScanID) async throws {
        _ = try await media.answer(EndScan(library: library, scan: scan, summary: ScanSummary()), .system())
    }

    func isRunning(_ scan: ScanID) async throws -> Bool {
        try await database.query("SELECT state = 'running' FROM scans WHERE id = \(scan)").first?.get(0) ?? false
    }

    func paths() async throws -> [String] {
        try await database.query("SELECT path FROM files ORDER BY path").map { try $0.get(0) }
    }
}

extension RequestContext {
    static func system() -> RequestContext {
        RequestContext(
            RequestEnvelope(
                id: "test-\(ScanID.make())", name: "test", deadline: .after(.seconds(30)), caller: .system, idempotencyKey: nil, body: []))
    }
}

func withScanWorld(_ body: (ScanWorld) async throws -> Void) async throws {
    let redis = RedisClient(
        configuration: try RedisConfiguration(url: TestRedis.database()), name: "test",
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: TestPostgres.quietLogger)
    try await redis.connect()
    let outcome: Result<Void, any Error>
    do {
        outcome = .success(
            try await TestPostgres.withSchema { database in
                let schema: String = try await database.query("SELECT current_schema()::text").first?.get(0) ?? ""
                try await Migrator(migrations: [.bookkeeping] + Migration.media, logger: TestPostgres.quietLogger)
                    .run(on: database, schema: schema)
                let world = ScanWorld(media: media(database, redis), database: database)
                try await database.execute("INSERT INTO libraries (id, name, path) VALUES (\(world.library), 'Everything', '/everything')")
                try await body(world)
            })
    } catch {
        outcome = .failure(error)
    }
    await redis.close()
    try outcome.get()
}

private func media(_ database: PostgresDatabase, _ redis: RedisClient) -> Media {
    Media(
        store: PostgresMediaStore(database: database), libraries: PostgresLibraryStore(database: database),
        files: PostgresFileStore(database: database),
        places: RememberedPlaces(capacity: 10, last: { nil }, logger: TestPostgres.quietLogger),
        writes: Writes(database: database, outbox: Outbox(service: .media, client: redis)), queue: JobQueue(client: redis),
        bus: InMemoryBus(), roots: MediaRoots([]), storagePath: "/nowhere", thumbnailWait: .zero, logger: TestPostgres.quietLogger)
}
