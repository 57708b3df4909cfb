import ArgumentParser

/// Accounts.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add accounts, promote and suspend them.",
        subcommands: [UserAdd.self, UserPromote.self, UserSuspend.self])
}
