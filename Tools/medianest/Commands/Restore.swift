import ArgumentParser
import Foundation

/// Makes a system of a backup.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Restore a backup into a new data folder.",
        discussion: """
            The backup is checked first. Accounts, passwords and sessions are as they were; jobs that were in line are asked for again; \
            clients that follow changes are told to load everything. Start the system afterwards with `medianest up`.
            """)

    @Argument(help: "The backup's folder.", completion: .directory) var path: String

    @Option(name: .long, help: "The data folder, new or empty. (default: as for up)", completion: .directory)
    var data: String?

    @Flag(name: .long, help: "Put the data folder that is there aside, under a name with the time.")
    var replace = false

    func run() async throws {
        let (backup, target, console) = (BackupFolder(path), DataFolder(data), Console.standard)
        try await interruptible {
            let manifest = try await BackupCheck(folder: backup).run()
            if replace { try putAside(target, console) }
            try await RestoreRun(backup: backup, target: target, console: console).run(manifest)
        }
        console.say("\(target.path) is ready for `medianest up`")
    }

    private func putAside(_ folder: DataFolder, _ console: Console) throws(CommandError) {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        guard folder.stores == folder.path else {
            throw .usage("\(folder.path) has its stores in \(folder.stores); move both away yourself")
        }
        // Nobody must be at work in it.
        let lock = try FolderLock(folder)
        defer { withExtendedLifetime(lock) {} }
        let aside = "\(folder.path).before-\(Int(Date.now.timeIntervalSince1970))"
        guard rename(folder.path, aside) == 0 else {
            throw .configuration("\(folder.path) cannot be renamed: \(String(cString: strerror(errno)))")
        }
        console.say("the folder that was there is now \(aside)")
    }
}
