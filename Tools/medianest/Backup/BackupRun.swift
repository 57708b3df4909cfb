import Foundation
import Logging
import Postgres

/// Makes a backup of a running system, while it goes on.
///
/// Files are copied before and after the database's snapshot: so each file that the snapshot knows of is there, also one that was
/// removed, or came, in between.
struct BackupRun: Sendable {
    let running: RunningStack
    let source: DataFolder
    let target: BackupFolder
    let console: Console

    /// - Throws: and leaves nothing behind, also when it is cancelled.
    func make() async throws -> BackupManifest {
        try target.make()
        do {
            let manifest = try await fill(target.draft)
            try PrivateFile.write(json: manifest, to: target.draft.manifest)
            try target.finish()
            return manifest
        } catch {
            try BackupFolder.remove(target.draft.path)
            throw error
        }
    }

    private func fill(_ draft: BackupFolder) async throws -> BackupManifest {
        let files = StorageCopy(source: source.storage, target: draft.storage)
        console.say("copied \(try files.copyMissing()) files")
        let madeAt = Date.now.ISO8601Format()
        let schemas = try await Self.schemas(running.postgresURL)
        try await PostgresTool(name: "pg_dump").run([
            "--format=custom", "--file=\(draft.database)", "--dbname=\(running.postgresURL)", "--no-password",
        ])
        console.say("copied the database")
        console.say("copied \(try files.copyMissing()) files that came meanwhile")
        let paths = ["database.dump"] + (try StorageCopy.files(below: draft.storage).map { "storage/\($0)" })
        return BackupManifest(madeAt: madeAt, schemas: schemas, files: try paths.map { try Self.entry($0, in: draft) })
    }

    private static func entry(_ path: String, in folder: BackupFolder) throws -> BackupManifest.File {
        try Task.checkCancellation()
        let summary = try StorageCopy.summary(of: "\(folder.path)/\(path)")
        return BackupManifest.File(path: path, bytes: summary.bytes, sha256: summary.sha256)
    }

    /// The last migration of each schema.
    private static func schemas(_ url: String) async throws -> [String: Int] {
        try await withAdministrator(url) { database in
            var found: [String: Int] = [:]
            for role in ServiceRole.all {
                found[role.name] = try await database.query("SELECT max(number) FROM \(.identifier(role.name)).schema_migrations").first?
                    .get(0)
            }
            return found
        }
    }
}

/// Lends a connection to a database.
func withAdministrator<Result: Sendable>(_ url: String, _ body: (PostgresDatabase) async throws -> Result) async throws -> Result {
    let configuration = PostgresConfiguration(
        url: url, minimumConnections: 0, maximumConnections: 1, acquireTimeout: .seconds(10), applicationName: "medianest")
    let database = PostgresDatabase(
        configuration: configuration, logger: Logger(label: "medianest") { _ in SwiftLogNoOpLogHandler() })
    do {
        let result = try await body(database)
        await database.close()
        return result
    } catch {
        await database.close()
        throw error
    }
}
