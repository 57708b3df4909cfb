import JSON

/// All queues, by name. For administrators.
package struct ListQueues: Request {
    package typealias Reply = ItemList<QueueReport>
    package static let name = "workers.queues.v1"
    package static let service = ServiceName.workers

    package init() {}
}

/// Jobs of a queue in one state: those that wait in their order, ended ones newest first. For administrators.
package struct ListQueueJobs: Request {
    package struct Reply: Decodable, JSONWritable, Sendable {
        package var page: Page<JobStatus>

        package init(_ page: Page<JobStatus>) { self.page = page }

        package init(from decoder: any Decoder) throws { page = try Page(from: decoder) }

        package func write(to writer: inout JSONWriter) { page.write(to: &writer) }
    }
    package static let name = "workers.queue-jobs.v1"
    package static let service = ServiceName.workers

    package var queue: String
    package var state: JobState
    package var cursor: String?
    /// 1…100
    package var limit: Int

    package init(queue: String, state: JobState, cursor: String? = nil, limit: Int = 20) {
        self.queue = queue
        self.state = state
        self.cursor = cursor
        self.limit = limit
    }
}

/// Nothing of the queue starts any more; what runs goes on. For administrators.
package struct PauseQueue: Request {
    package typealias Reply = QueueReport
    package static let name = "workers.pause-queue.v1"
    package static let service = ServiceName.workers

    package var queue: String

    package init(queue: String) { self.queue = queue }
}

package struct ResumeQueue: Request {
    package typealias Reply = QueueReport
    package static let name = "workers.resume-queue.v1"
    package static let service = ServiceName.workers

    package var queue: String

    package init(queue: String) { self.queue = queue }
}

/// Puts every failed job of a queue back in line. For administrators.
package struct RetryFailedJobs: Request {
    package struct Reply: CodedJSON, Sendable {
        package var retried: Int

        package init(retried: Int) { self.retried = retried }
    }
    package static let name = "workers.retry-failed.v1"
    package static let service = ServiceName.workers

    package var queue: String

    package init(queue: String) { self.queue = queue }
}
