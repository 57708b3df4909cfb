import JSON

/// A queue as the API shows it: all of its types together.
package struct QueueReport: CodedJSON, Sendable, Hashable {
    package struct Counts: CodedJSON, Sendable, Hashable {
        package var waiting = 0
        package var active = 0
        package var delayed = 0
        package var completed = 0
        package var failed = 0

        package init() {}

        package subscript(state: JobState) -> Int {
            switch state {
            case .waiting: waiting
            case .delayed: delayed
            case .active: active
            case .completed: completed
            case .failed: failed
            }
        }
    }

    package var name: String
    package var paused: Bool
    package var counts = Counts()
    /// How long the oldest job that could start has been waiting; 0 when none is.
    package var oldestWaitingSeconds = 0.0
    /// Jobs that ended within the last minute.
    package var perMinute = 0.0

    package init(name: String, paused: Bool) {
        self.name = name
        self.paused = paused
    }
}
