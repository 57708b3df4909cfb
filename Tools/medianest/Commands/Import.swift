import ArgumentParser
import Postgres

/// Loads a folder of files into an empty or a running system.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load users, media, playlists and their entries in bulk.",
        discussion: """
            DIR holds any of users.tsv, media_items.tsv, playlists.tsv and playlist_items.tsv in the text format of COPY: columns \
            separated by tabs, \\N for nothing. Their columns:

              users.tsv           id, e-mail, name, password hash, role, status, time
              media_items.tsv     id, type, source, title, description, thumbnail, time
              playlists.tsv       id, owner, name, description, public (t or f), time
              playlist_items.tsv  playlist, position from 0, media item

            Services must have run once, so that their tables exist. What is there already is left as it is.
            """)

    @Argument(help: "The folder of the files.", completion: .directory) var dir: String

    @Option(name: .long, help: "The database, as its administrator. (default: that of the system in the data folder)")
    var adminURL: String?

    @Option(name: .long, help: "The data folder of a system that `medianest up` runs.", completion: .directory)
    var data: String?

    func run() async throws {
        let folder = try ImportFolder(dir)
        let bulk = BulkImport(folder, url: try adminURL ?? runningURL())
        let started = ContinuousClock.now
        do {
            let counts = try await bulk.run()
            try await bulk.analyze()
            await bulk.database.close()
            let seconds = ((ContinuousClock.now - started) / .milliseconds(100)).rounded() / 10
            Console.standard.say("\(counts.reduce(0) { $0 + $1.added }) rows added in \(seconds) s")
        } catch let error as PostgresError {
            await bulk.database.close()
            throw Self.readable(error)
        }
    }

    private static func readable(_ error: PostgresError) -> CommandError {
        switch error.sqlState {
        case .undefinedTable?, .undefinedFunction?, .undefinedColumn?:
            .unavailable("the services have not made their tables yet, or are of another version: \(error.message)")
        case let state? where ["22", "23"].contains(state.errorClass): .data("a row cannot be used: \(error.message)")
        default: .unavailable("\(error)")
        }
    }

    private func runningURL() throws(CommandError) -> String {
        let folder = DataFolder(data)
        guard let running = try RunningStack.find(folder) else {
            throw .unavailable("no system runs on \(folder.path); start it with `medianest up`, or give --admin-url")
        }
        return running.postgresURL
    }
}
