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
    var edge = EdgeConfiguration()
    /// Nil: plain HTTP.
    var certificate: ServerCertificate?
    /// Of each connection, or of each stream of HTTP/2: they see requests before anybody else and may answer them. What they
    /// answer gets the headers that every answer has.
    var additionalChannelHandlers: @Sendable () -> [any RemovableChannelHandler] = { [] }
    var onBound: @Sendable (Int) -> Void = { _ in }
    let underway = AnswersUnderway()

    /// - Throws: when the address cannot be bound.
    func run() async throws {
        try await Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            onServerRunning: { announce($0) }, eventLoopGroup: eventLoopGroup, logger: quietLogger
        ).run()
        await underway.wait()
    }

    private var channel: PublicChannel {
        let headers = edge.headers, origins = edge.origins, connection = connection
        let more: @Sendable () -> [any RemovableChannelHandler] = { [limits, executor, underway, additionalChannelHandlers] in
            additionalChannelHandlers() + [
                DirectRequests(connection, idleTimeout: TimeAmount(limits.idleTimeout), executor: executor, underway: underway)
            ]
        }
        let outer: @Sendable () -> [any RemovableChannelHandler] = {
            origins.allowsAny ? [SecureAnswers(headers), CrossOriginAnswers(origins)] : [SecureAnswers(headers)]
        }
        let http1 = HTTP1Connection(
            responder: { try await connection.respond(to: $0, $1, $2) }, limits: limits,
            scheme: certificate == nil ? "http" : "https", handlers: { outer() + [UnreadableRequests(), DepartedListeners()] + more() })
        let stream = HTTP2Stream(
            responder: { try await connection.respond(to: $0, $1, $2) }, limits: limits, handlers: { outer() + more() })
        return PublicChannel(
            certificate: certificate, http1: http1, http2: HTTP2Connection(stream: stream, limits: limits), limits: limits)
    }

    private func announce(_ channel: any Channel) {
        let port = channel.localAddress?.port ?? self.port
        logger.info("gateway listens", metadata: ["host": "\(host)", "port": "\(port)", "tls": "\(certificate != nil)"])
        onBound(port)
    }

    /// The library tells of every connection that breaks; only its troubles are news.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
