import ArgumentParser

/// Copies all that a system knows and keeps.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Back a running system up, or check a backup.",
        discussion: """
            Makes a folder that holds the database as of one moment, uploads, thumbnails, and a manifest with a checksum of each file. \
            The system goes on meanwhile. The backup holds password hashes and signing keys: keep it as you keep those. What is in \
            Redis, jobs in line and kept answers, is not in it; a restored system makes up for that.
            """)

    @Argument(help: "The backup's folder, which is made.", completion: .directory) var path: String

    @Option(name: .long, help: "The data folder of the running system.", completion: .directory)
    var data: String?

    @Flag(name: .long, help: "Make nothing: check a backup that is there.")
    var verify = false

    func run() async throws {
        let (target, source, console) = (BackupFolder(path), DataFolder(data), Console.standard)
        let manifest: BackupManifest
        if verify {
            manifest = try await interruptible { try await BackupCheck(folder: target).run() }
        } else {
            guard let running = try RunningStack.find(source) else {
                throw CommandError.unavailable("no system runs on \(source.path); start it with `medianest up`")
            }
            manifest = try await interruptible {
                try await BackupRun(running: running, source: source, target: target, console: console).make()
            }
        }
        console.say("\(target.path): whole, \(manifest.files.count) files, \(manifest.bytes) bytes, as of \(manifest.madeAt)")
    }
}
