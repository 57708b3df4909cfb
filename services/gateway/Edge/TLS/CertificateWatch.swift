import UnixSignals

/// Has the certificate looked at every few seconds, and loaded at SIGHUP.
struct CertificateWatch: Sendable {
    static let interval: Duration = .seconds(5)

    let reloader: CertificateReloader

    /// Until the task is cancelled.
    func run() async throws {
        await reloader.tell()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                while true {
                    try await Task.sleep(for: Self.interval)
                    try await reloader.look()
                }
            }
            tasks.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sighup) { try await reloader.reload() }
                try Task.checkCancellation()
            }
            do {
                try await tasks.waitForAll()
            } catch is CancellationError {
                // The service stops.
            }
        }
    }
}
