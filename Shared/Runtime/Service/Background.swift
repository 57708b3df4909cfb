import ServiceLifecycle

/// A part of a service that works until it is told to stop: graceful shutdown cancels its task, and it returns when it is done.
package struct Background: Service, CustomStringConvertible {
    package let description: String
    private let work: @Sendable () async throws -> Void

    package init(_ name: String, _ work: @escaping @Sendable () async throws -> Void) {
        description = name
        self.work = work
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown { try await work() }
    }
}
