import ArgumentParser
import Glibc

/// The operator's command.
@main
struct Medianest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "medianest",
        abstract: "Runs MediaNest and looks after it.",
        discussion: "`medianest up --media FOLDER` starts everything. The other commands find a system that `up` runs by its data folder.",
        version: "medianest 0.1.0",
        subcommands: [
            Up.self, Status.self, Scale.self, Scan.self, QueueCommand.self, UserCommand.self, KeysCommand.self, Import.self, Migrate.self,
            SecretsCommand.self, Backup.self, Restore.self,
        ])

    static func main() async {
        // Whoever reads our output may go away; that is one failed write, not our end.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as CommandError {
            Console.standard.say("medianest: \(error.line)")
            Glibc.exit(error.code)
        } catch {
            exit(withError: error)
        }
    }
}
