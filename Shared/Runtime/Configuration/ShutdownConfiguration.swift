/// How patient a process is when it is told to stop.
///
/// - `DRAIN_SECONDS` (10): running work may finish
/// - `CANCEL_SECONDS` (5): then it is cancelled and may clean up; after that the process ends whatever happens
package struct ShutdownConfiguration: Sendable {
    package let drain: Duration
    package let cancellation: Duration

    package init(drain: Duration = .seconds(10), cancellation: Duration = .seconds(5)) {
        self.drain = drain
        self.cancellation = cancellation
    }

    package init(_ reader: ConfigurationReader) {
        drain = reader.duration("DRAIN_SECONDS", default: .seconds(10), in: .zero ... .seconds(3600))
        cancellation = reader.duration("CANCEL_SECONDS", default: .seconds(5), in: .zero ... .seconds(3600))
    }
}
