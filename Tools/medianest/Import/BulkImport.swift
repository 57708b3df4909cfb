import Logging
import Postgres

/// Loads files into the services' tables, each group of files in one transaction. What is there already stays as it is, so
/// a second load adds nothing.
struct BulkImport: Sendable {
    let folder: ImportFolder
    let database: PostgresDatabase

    init(_ folder: ImportFolder, url: String) {
        self.folder = folder
        let configuration = PostgresConfiguration(
            url: url, minimumConnections: 0, maximumConnections: 1, acquireTimeout: .seconds(10), poolMode: .transaction,
            applicationName: "medianest-import",
            slowQueryThreshold: .seconds(3600))
        database = PostgresDatabase(
            configuration: configuration, logger: Logger(label: "medianest") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Users first and playlists last: they refer to what comes before them.
    func run() async throws -> [ImportCounts] {
        var counts: [ImportCounts] = []
        if folder.has(.users) { counts += try await group("auth", importUsers) }
        if folder.has(.mediaItems) { counts += try await group("media", importMedia) }
        if folder.has(.playlists) || folder.has(.playlistItems) { counts += try await group("playlists", importPlaylists) }
        return counts
    }

    private func group(
        _ schema: String, _ load: (Staging) async throws -> [ImportCounts]
    ) async throws -> [ImportCounts] {
        let counts = try await database.withTransaction(retries: 0) { connection in
            // Names of two services' tables are alike, so each is written with its schema; the rest is found here.
            try await connection.execute("SET LOCAL search_path = pg_temp, \(.identifier(schema)), extensions")
            try await connection.execute("SET LOCAL jit = off")
            try await connection.execute("SET LOCAL work_mem = '128MB'")
            try await connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
            return try await load(Staging(folder: folder, connection: connection))
        }
        for count in counts { Console.standard.say("  \(count.line)") }
        return counts
    }

    /// Tells the planner of what came.
    func analyze() async throws {
        for table in ["auth.users", "media.media_items", "media.lexicon", "playlists.playlists", "playlists.items", "playlists.media"] {
            try await database.execute("ANALYZE \(unescaped: table)")
        }
    }

    func rows(of table: ImportTable, _ connection: PostgresConnection) async throws -> Int {
        try await connection.query("SELECT count(*) FROM \(unescaped: table.staging)").first?.get(0) ?? 0
    }
}
