import ServiceLifecycle

/// Does nothing until everything after it in the list has stopped, then closes what they used.
struct AtTheEnd: Service {
    let close: @Sendable () async -> Void

    func run() async throws {
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            // Another service failed, or draining took too long: close all the same.
        }
        await close()
    }
}
