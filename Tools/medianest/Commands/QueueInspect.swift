import ArgumentParser
import Contracts
import JSON

/// Shows the jobs of a queue, or everything of one job.
struct QueueInspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show the jobs of a queue with their errors, or everything of one job.",
        discussion: "What waits is shown in its order, what has ended newest first.")

    @Argument(help: "A queue's name, or a job's id.") var subject: String
    @Option(help: "Only jobs in this state.") var state: JobState?
    @Option(help: "At most so many jobs, 1 to 100.") var limit = 20
    @Flag(help: "Print JSON, as the API answers it.") var json = false
    @OptionGroup var system: SystemOptions

    func validate() throws {
        guard (1...100).contains(limit) else { throw ValidationError("--limit must be 1 to 100.") }
    }

    func run() async throws {
        let command = self
        let text = try await OperatorBus.withBus(try system.redis()) { bus in
            guard let id = JobID(command.subject) else { return try await command.page(bus) }
            let job = try await bus.job(id)
            return command.json ? Self.json(job) : JobTables.sheet(job, payload: try await bus.payload(of: id)).text
        }
        print(text)
    }

    private func page(_ bus: OperatorBus) async throws -> String {
        let queue = try await bus.queue(subject)
        let page =
            if let state {
                try await bus.jobs.jobs(queue: queue.name, state: state, limit: limit)
            } else {
                try await bus.jobs.jobs(of: queue, limit: limit)
            }
        return json ? Self.json(page) : JobTables.jobs(page.items).text
    }

    private static func json(_ value: some JSONWritable) -> String { String(decoding: value.jsonBytes(), as: UTF8.self) }
}

extension JobState: ExpressibleByArgument {}
