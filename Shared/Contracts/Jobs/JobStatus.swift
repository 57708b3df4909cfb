import JSON

package enum JobState: String, Codable, Sendable, CaseIterable { case waiting, delayed, active, completed, failed }

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

    /// When it will have ended, as far as its type's measured run times tell.
    package struct Estimate: CodedJSON, Sendable, Hashable {
        /// As likely before as after.
        package var p50: Timestamp
        /// Nineteen times of twenty before.
        package var p95: Timestamp

        package init(p50: Timestamp, p95: Timestamp) {
            self.p50 = p50
            self.p95 = p95
        }
    }

    package var id: JobID
    package var queue: String
    package var type: String
    package var state: JobState
    package var progress: Progress?
    /// How often it has been started.
    package var attempt: Int
    /// Complete JSON text, as the handler gave it.
    package var result: String?
    package var error: String?
    /// Its place in its type's line: 1 starts next. Only while it waits, and not for one that waits for its children.
    package var position: Int?
    /// Absent while its queue is paused, no worker takes its type, or none has been measured.
    package var eta: Estimate?
    package var createdAt: Timestamp?
    /// When it becomes ready; only while it is delayed.
    package var dueAt: Timestamp?
    /// When the latest attempt began.
    package var startedAt: Timestamp?
    package var endedAt: Timestamp?
    /// Who may see it besides administrators.
    package var owner: UserID?

    package init(
        id: JobID, queue: String, type: String, state: JobState, progress: Progress? = nil, attempt: Int = 0,
        result: String? = nil, error: String? = nil, owner: UserID? = nil
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
            $0.field("position", ifPresent: position)
            $0.field("eta", ifPresent: eta)
            $0.field("createdAt", ifPresent: createdAt)
            $0.field("dueAt", ifPresent: dueAt)
            $0.field("startedAt", ifPresent: startedAt)
            $0.field("endedAt", ifPresent: endedAt)
        }
    }
}
