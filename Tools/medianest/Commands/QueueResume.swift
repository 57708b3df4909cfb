import ArgumentParser

/// Lets a queue go on.
struct QueueResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Let a paused queue go on.")

    @Argument(help: "The queue's name.") var queue: String
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let name = queue
        try await OperatorBus.withBus(try system.redis()) { bus in
            try await bus.jobs.resume(try await bus.queue(name).name)
        }
        Console.standard.say("\(name) goes on")
    }
}
