import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Observability
import ServiceLifecycle

/// Answers `/health/live`, `/health/ready`, `/health` and `/metrics` for operators; nothing here is for the public.
package struct InternalServer: Service {
    private let address: InternalAddress
    private let responder: InternalResponder
    private let eventLoopGroup: any EventLoopGroup
    private let logger: Logger
    private let onBound: @Sendable (Int) async -> Void

    /// - Parameter onBound: told the port once it listens, which matters where the address asks for any free one.
    package init(
        address: InternalAddress, monitor: HealthMonitor, registry: MetricsRegistry,
        eventLoopGroup: any EventLoopGroup, logger: Logger, onBound: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.address = address
        responder = InternalResponder(monitor: monitor, registry: registry)
        self.eventLoopGroup = eventLoopGroup
        self.logger = logger
        self.onBound = onBound
    }

    /// Serves until graceful shutdown or cancellation.
    /// - Throws: when the address cannot be bound.
    package func run() async throws {
        let application = Application(
            responder: responder,
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(256)),
            onServerRunning: { channel in await announce(channel) },
            eventLoopGroupProvider: .shared(eventLoopGroup),
            logger: quietLogger)
        try await application.run()
    }

    private func announce(_ channel: any Channel) async {
        let port = channel.localAddress?.port ?? address.port
        logger.info("internal server listens", metadata: ["host": "\(address.host)", "port": "\(port)"])
        await onBound(port)
    }

    /// A probe every few seconds is no news.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
