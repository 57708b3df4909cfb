import ArgumentParser
import Contracts
import JSON

/// Shows the queues.
struct QueueList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show what is in each queue, and how fast it goes.")

    @Flag(help: "Print JSON, as the API answers it.") var json = false
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let queues = try await OperatorBus.withBus(try system.redis()) { try await $0.jobs.queues() }
        print(json ? String(decoding: ItemList(queues).jsonBytes(), as: UTF8.self) : JobTables.queues(queues).text)
    }
}
