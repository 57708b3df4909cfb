import ArgumentParser

/// Queues of jobs.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "See the queues of jobs, stop and start them, and have failed jobs done again.",
        subcommands: [QueueList.self, QueueInspect.self, QueuePause.self, QueueResume.self, QueueRetry.self])
}
