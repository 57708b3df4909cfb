import Contracts

extension Routes {
    static let jobs: [Route] = [
        .get("/jobs/{id}", .user, "How far a job is, and when it will have ended") { GetJob(id: try $0.id()) },
        .post("/jobs/{id}/retry", .admin, "Puts a failed job back in line, with all its attempts") { RetryJob(id: try $0.id()) },
        .post("/jobs/{id}/promote", .admin, "Moves a job that waits, or is delayed, to the front of its line") {
            PromoteJob(id: try $0.id())
        },
        .delete("/jobs/{id}", .admin, "Forgets a job; 409 while it runs") { RemoveJob(id: try $0.id()) },
    ]

    static let queues: [Route] = [
        .get("/queues", .admin, "The queues of jobs: what is in each, and how fast it goes") { _ in ListQueues() },
        .get(
            "/queues/{name}/jobs", .admin, "A queue's jobs: those that wait in their order, ended ones newest first",
            [.state, .limit, .cursor]
        ) {
            ListQueueJobs(
                queue: $0.queue, state: try $0.choice("state", JobState.self), cursor: try $0.cursor(), limit: try $0.limit())
        },
        .post("/queues/{name}/pause", .admin, "Lets nothing of a queue start; what runs goes on") { PauseQueue(queue: $0.queue) },
        .post("/queues/{name}/resume", .admin, "Lets a paused queue go on") { ResumeQueue(queue: $0.queue) },
        .post("/queues/{name}/retry-failed", .admin, "Puts every failed job of a queue back in line") { RetryFailedJobs(queue: $0.queue) },
        .post("/queues/{name}/drain", .admin, "Forgets every job of a queue that waits and could start") { DrainQueue(queue: $0.queue) },
    ]
}

extension ParameterDescription {
    fileprivate static let state = query(
        "state", .choice(JobState.allCases.map(\.rawValue)), "Absent: all of them, what runs first and what is done last.")
}

extension RouteInput {
    /// Whether there is one of that name is for the service to tell.
    fileprivate var queue: String { String(parameters["name"]) }
}
