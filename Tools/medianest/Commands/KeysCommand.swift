import ArgumentParser

/// The keys that sign access tokens.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "List, rotate and revoke the keys that sign access tokens.",
        subcommands: [KeysList.self, KeysRotate.self, KeysRevoke.self])
}
