import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Listens on the public port until it is told to stop; then running requests are finished and idle connections closed.
struct PublicServer: Service {
    let host: String
    let port: Int
    let limits: Limits
    let connection: ConnectionHandler
    let eventLoopGroup: any EventLoopGroup
    /// Where requests are answered: best on the event loop; nil for the global pool.
    var executor: (any TaskExecutor)?
    let logger: Logger
    var onBound: @Sendable (Int) -> Void = { _ in }

    /// - Throws: when the address cannot be bound.
    func run() async throws {
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderFieldSize = limits.headerBytes
        decoder.maxHeaderListSize = limits.headerBytes
        let channel = HTTP1Channel(
            responder: { try await connection.respond(to: $0, $1, $2) },
            configuration: .init(
                additionalChannelHandlers: [
                    UnreadableRequests(),
                    DirectRequests(connection, idleTimeout: TimeAmount(limits.idleTimeout), executor: executor),
                ],
                httpDecoderConfiguration: decoder))
        try await Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            onServerRunning: { announce($0) }, eventLoopGroup: eventLoopGroup, logger: quietLogger
        ).run()
    }

    private func announce(_ channel: any Channel) {
        let port = channel.localAddress?.port ?? self.port
        logger.info("gateway listens", metadata: ["host": "\(host)", "port": "\(port)"])
        onBound(port)
    }

    /// The library tells of every connection that breaks; only its troubles are news.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
