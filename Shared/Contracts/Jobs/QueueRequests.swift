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
    /// On its way to a client.
    package struct Reply: Decodable, JSONWritable, Sendable {
        package var page: Page<JobStatus>

        package init(_ page: Page<JobStatus>) { self.page = page }

        package init(from decoder: any Decoder) throws {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a page of jobs is passed on, not read"))
        }

        package func write(to writer: inout JSONWriter) { page.write(to: &writer) }
    }
    package static let name = "workers.queue-jobs.v1"
    package static let service = ServiceName.workers

    package var queue: String
    /// Absent: all of them, one state after the other.
    package var state: JobState?
    package var cursor: String?
    /// 1…100
    package var limit: Int

    package init(queue: String, state: JobState?, cursor: String? = nil, limit: Int = 20) {
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

/// Forgets every job of a queue that waits and could start. For administrators.
package struct DrainQueue: Request {
    package struct Reply: CodedJSON, Sendable {
        package var dropped: Int

        package init(dropped: Int) { self.dropped = dropped }
    }
    package static let name = "workers.drain-queue.v1"
    package static let service = ServiceName.workers

    package var queue: String

    package init(queue: String) { self.queue = queue }
}
