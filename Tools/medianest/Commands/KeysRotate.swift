import ArgumentParser
import Contracts

/// Another key signs from now on.
struct KeysRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Let a new key sign access tokens. Nobody notices: what the old one signed is believed to its end."
    )

    @OptionGroup var system: SystemOptions

    func run() async throws {
        let key = try await OperatorBus.withBus(try system.redis()) { try await $0.requester.ask(RotateSigningKey(), as: .system) }
        Console.standard.say("\(key.id) signs from \(key.activeFrom)")
    }
}
