import JSON

package enum JobState: String, Codable, Sendable { case waiting, delayed, active, completed, failed }

/// A job as the API shows it.
package struct JobStatus: Codable, JSONWritable, Sendable {
    package struct Progress: CodedJSON, Sendable, Hashable {
        /// 0…100
        package var percent: Double
        package var message: String?

        package init(percent: Double, message: String?) {
            self.percent = percent
            self.message = message
        }
    }
    package var id: JobID
    package var queue: String
    package var type: String
    package var state: JobState
    package var progress: Progress?
    package var attempt: Int
    /// Complete JSON text, as the handler gave it.
    package var result: String?
    package var error: String?
    /// Who may see it besides administrators.
    package var owner: UserID?

    package init(
        id: JobID, queue: String, type: String, state: JobState, progress: Progress?, attempt: Int, result: String?,
        error: String?, owner: UserID?
    ) {
        self.id = id
        self.queue = queue
        self.type = type
        self.state = state
        self.progress = progress
        self.attempt = attempt
        self.result = result
        self.error = error
        self.owner = owner
    }

    /// The owner is not shown, and the result is an object, not a string of one.
    package func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("id", id)
            $0.field("queue", queue)
            $0.field("type", type)
            $0.field("state", state.rawValue)
            $0.field("progress", ifPresent: progress)
            $0.field("attempt", attempt)
            if let result {
                $0.key("result")
                $0.raw(result.utf8)
            }
            $0.field("error", ifPresent: error)
        }
    }
}

package struct GetJob: Request {
    package struct Reply: Decodable, JSONWritable, Sendable {
        package var status: JobStatus

        package init(status: JobStatus) { self.status = status }

        package init(from decoder: any Decoder) throws {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a job's status is passed on, not read"))
        }

        package func write(to writer: inout JSONWriter) { status.write(to: &writer) }
    }
    package static let name = "workers.job.v1"
    package static let service = ServiceName.workers

    package var id: JobID

    package init(id: JobID) { self.id = id }
}
