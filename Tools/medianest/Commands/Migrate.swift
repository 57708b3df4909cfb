import ArgumentParser
import Postgres

/// Prepares a Postgres that somebody else runs.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prepare a Postgres: extensions, and a role and a schema for each service.",
        discussion: """
            Needs an administrator. It changes nothing that is right already, so it may be repeated. Services bring their tables up to \
            date by themselves when they start. `medianest up` does this for its own Postgres.
            """)

    @Option(
        name: .long,
        help: "The server and database, as an administrator. (default: $POSTGRES_ADMIN_URL, or what $POSTGRES_ADMIN_URL_FILE names)")
    var adminURL: String?

    @Option(name: .long, help: "Make this database if it is missing, and prepare it instead of the URL's.")
    var database: String?

    @Option(
        name: .long,
        help: "A file of role=password lines. Missing ones are made and written to it. (default: passwords stay as they are)",
        completion: .file())
    var passwords: String?

    func run() async throws {
        var url = try adminURL ?? environmentURL()
        let passwords = try self.passwords.map { path throws(CommandError) in try PasswordFile.load(path) } ?? [:]
        do {
            if let database {
                try await Provisioner.makeDatabase(database, url: url)
                url = try PostgresURL.replacingDatabase(of: url, with: database)
            }
            try await Provisioner(url: url, passwords: passwords).run()
        } catch let error as PostgresError {
            throw error.sqlState == .insufficientPrivilege
                ? CommandError.configuration("this user may not do that: \(error.message)") : CommandError.unavailable("\(error)")
        }
        Console.standard.say("prepared: \(ServiceRole.all.map(\.name).joined(separator: ", "))")
    }

    private func environmentURL() throws(CommandError) -> String {
        guard let url = try EnvironmentSecret.value("POSTGRES_ADMIN_URL") else {
            throw .usage("which Postgres? Give --admin-url or set POSTGRES_ADMIN_URL or POSTGRES_ADMIN_URL_FILE")
        }
        return url
    }
}
