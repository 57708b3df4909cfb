extension JobWorkers {
    /// Every worker process is a scheduler.
    func schedule() async {
        let queue = JobQueue(client: client)
        await untilCancelled(every: .milliseconds(500)) { try await queue.fireRepeats() }
    }
}
