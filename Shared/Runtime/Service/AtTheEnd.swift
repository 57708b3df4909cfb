import ServiceLifecycle

/// Does nothing until everything after it in the list has stopped, then closes what they used.
package struct AtTheEnd: Service {
    private let close: @Sendable () async -> Void

    package init(_ close: @escaping @Sendable () async -> Void) { self.close = close }

    package func run() async throws {
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            // Another service failed, or draining took too long: close all the same.
        }
        await close()
    }
}
