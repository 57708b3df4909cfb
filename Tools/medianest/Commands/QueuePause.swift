import ArgumentParser

/// Stops a queue.
struct QueuePause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Let nothing of a queue start; what runs goes on, and jobs may still be added.")

    @Argument(help: "The queue's name.") var queue: String
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let name = queue
        let report = try await OperatorBus.withBus(try system.redis()) { bus in
            try await bus.jobs.pause(try await bus.queue(name).name)
            return try await bus.queue(name)
        }
        Console.standard.say("\(name) is paused; \(report.counts.active) still run")
    }
}
