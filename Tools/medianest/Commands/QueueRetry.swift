import ArgumentParser
import Contracts

/// Has failed jobs done again.
struct QueueRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Put failed jobs back in line, with all their attempts.",
        usage: "medianest queue retry JOB\nmedianest queue retry --all-failed QUEUE")

    @Argument(help: "The id of a failed job.") var job: String?
    @Option(help: ArgumentHelp("Every failed job of this queue.", valueName: "queue")) var allFailed: String?
    @OptionGroup var system: SystemOptions

    func validate() throws {
        guard (job == nil) != (allFailed == nil) else { throw ValidationError("Name a job, or a queue with --all-failed.") }
        if let job, JobID(job) == nil { throw ValidationError("\(job) is no job's id.") }
    }

    func run() async throws {
        let (id, queue) = (job.flatMap { JobID($0) }, allFailed)
        let line = try await OperatorBus.withBus(try system.redis()) { bus in
            if let id { return try await Self.retry(id, bus) }
            let report = try await bus.queue(queue ?? "")
            return "\(try await bus.jobs.retryFailed(report.name)) jobs of \(report.name) are back in line"
        }
        Console.standard.say(line)
    }

    private static func retry(_ id: JobID, _ bus: OperatorBus) async throws -> String {
        let isRetried = try await bus.jobs.retry(id)
        let job = try await bus.job(id)
        guard isRetried else { throw CommandError.failed("the job is \(job.state.rawValue); only a failed one can be retried") }
        return "\(job.type) \(id) is back in line"
    }
}
