import ArgumentParser
import Bus
import Contracts

/// Has libraries scanned and shows how far it is.
struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for new, changed and removed files.",
        discussion: "Without LIBRARY every library is scanned. Ends when the scan has; Ctrl-C leaves it running.")

    @Argument(help: "A library's name, path or id.") var library: String?
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let wanted = library
        try await OperatorBus.withBus(try system.redis()) { bus in
            let libraries = try await bus.requester.ask(ListLibraries(), as: .system).items
            let chosen = libraries.filter { wanted == nil || [$0.name, $0.path, $0.id.description].contains(wanted) }
            guard !chosen.isEmpty else {
                let names = libraries.map(\.name).joined(separator: ", ")
                throw CommandError.failed(names.isEmpty ? "there is no library yet" : "no such library; there is \(names)")
            }
            for library in chosen {
                let job = try await bus.requester.ask(ScanLibrary(id: library.id), as: .system).jobId
                try await JobWatch(bus: bus.requester).follow(job, title: library.name)
            }
        }
    }
}
