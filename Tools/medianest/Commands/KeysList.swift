import ArgumentParser
import Contracts

/// The signing keys there are.
struct KeysList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the signing keys: which one signs, and until when the others are believed.")

    @OptionGroup var system: SystemOptions

    func run() async throws {
        let keys = try await OperatorBus.withBus(try system.redis()) { bus in
            try await bus.requester.ask(InspectSigningKeys(), as: .system).keys
        }
        var table = Table(["KEY", "STATE", "SIGNS FROM", "BELIEVED UNTIL"])
        for key in keys {
            table.add([key.id, key.state.rawValue, key.activeFrom.description, key.believedUntil?.description ?? "-"])
        }
        print(table.text)
    }
}
