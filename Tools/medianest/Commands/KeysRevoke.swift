import ArgumentParser
import Contracts

/// A key that somebody else may have.
struct KeysRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Believe nothing more that a key signed. Clients are told 401 once, and get another token with their refresh token.")

    @Argument(help: "The key, as `medianest keys list` shows it.") var key: String
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let id = key
        let signing = try await OperatorBus.withBus(try system.redis()) { bus in
            try await bus.requester.ask(RevokeSigningKey(id: id), as: .system)
        }
        Console.standard.say("\(id) is revoked; \(signing.id) signs")
    }
}
