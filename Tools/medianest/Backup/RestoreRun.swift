import Foundation

/// Puts a backup into a data folder of its own. The system is started afterwards, with `medianest up`.
struct RestoreRun: Sendable {
    let backup: BackupFolder
    let target: DataFolder
    let console: Console

    /// - Throws: and leaves no folder behind.
    func run(_ manifest: BackupManifest) async throws {
        try refuseIfInUse()
        do {
            try target.make()
            let lock = try FolderLock(target)
            defer { withExtendedLifetime(lock) {} }
            try await restoreDatabase(manifest)
            let files = try StorageCopy(source: backup.storage, target: target.storage).copyMissing()
            console.say("restored \(files) files")
        } catch {
            for folder in [target.postgres, target.redis, target.path] { try BackupFolder.remove(folder) }
            throw error
        }
    }

    private func refuseIfInUse() throws(CommandError) {
        for folder in [target.path, target.postgres] where FileManager.default.fileExists(atPath: folder) {
            let holds = try? FileManager.default.contentsOfDirectory(atPath: folder)
            guard holds?.isEmpty == true else { throw .usage("\(folder) is not empty; restore into a new folder, or add --replace") }
        }
    }

    private func restoreDatabase(_ manifest: BackupManifest) async throws {
        let options = StackOptions(folder: target, mediaFolders: [], port: 0, binaries: "")
        let stack = try Stack(options, console: console)
        do {
            try await stack.startStores()
            // Roles belong to the server and are not in the dump. What else this makes, the dump makes in its place.
            try await stack.provision()
            let url = stack.running.postgresURL
            try await PostgresTool(name: "pg_restore").run([
                "--clean", "--if-exists", "--exit-on-error", "--single-transaction", "--no-password", "--dbname=\(url)", backup.database,
            ])
            try await stack.provision()
            try await RestoredDatabase(url: url, madeAt: manifest.madeAt).mend()
            console.say("restored the database as of \(manifest.madeAt)")
            await stack.stop()
        } catch {
            await stack.stop()
            throw error
        }
    }
}
