/// Puts a failed job back in line, with all its attempts. For administrators.
package struct RetryJob: Request {
    package typealias Reply = ShownJob
    package static let name = "workers.retry-job.v1"
    package static let service = ServiceName.workers

    package var id: JobID

    package init(id: JobID) { self.id = id }
}

/// Forgets a job; refused while it runs. For administrators.
package struct RemoveJob: Request {
    package typealias Reply = Nothing
    package static let name = "workers.remove-job.v1"
    package static let service = ServiceName.workers
    package static let successStatus = 204

    package var id: JobID

    package init(id: JobID) { self.id = id }
}

/// Moves a job that waits, or is delayed, to the front of its line. For administrators.
package struct PromoteJob: Request {
    package typealias Reply = ShownJob
    package static let name = "workers.promote-job.v1"
    package static let service = ServiceName.workers

    package var id: JobID

    package init(id: JobID) { self.id = id }
}
