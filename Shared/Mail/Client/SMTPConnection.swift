import NIOCore
import NIOPosix

/// One connection, from its first byte to its last.
final class SMTPConnection: Sendable {
    private let channel: any Channel
    // The handler stays on its event loop.
    private let handler: NIOLoopBound<SMTPChannelHandler>

    private init(_ channel: any Channel, _ handler: NIOLoopBound<SMTPChannelHandler>) {
        self.channel = channel
        self.handler = handler
    }

    /// Connects and goes through the conversation until a message may be sent.
    /// - Throws: `SMTPError`, or `CancellationError`, with nothing left open.
    static func open(_ configuration: SMTPConfiguration, on eventLoop: any EventLoop) async throws -> SMTPConnection {
        let tls: SMTPTLS?
        do {
            tls = configuration.security == .none ? nil : try SMTPTLS(configuration)
        } catch {
            throw SMTPError(.connectionFailed, at: .connection, "TLS cannot be set up: \(error)")
        }
        let ready = eventLoop.makePromise(of: Void.self)
        let opened = connect(configuration, tls, eventLoop, ready)
        opened.whenFailure { ready.fail(SMTPError(.connectionFailed, at: .connection, "\($0)")) }
        return try await withTaskCancellationHandler {
            do {
                try await ready.futureResult.get()
                return try await opened.get()
            } catch {
                throw Task.isCancelled ? CancellationError() : error
            }
        } onCancel: {
            opened.whenSuccess { $0.channel.close(promise: nil) }
        }
    }

    private static func connect(
        _ configuration: SMTPConfiguration, _ tls: SMTPTLS?, _ eventLoop: any EventLoop, _ ready: EventLoopPromise<Void>
    ) -> EventLoopFuture<SMTPConnection> {
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.timeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let tls, configuration.security == .tls else { return }
                    try channel.pipeline.syncOperations.addHandler(try tls.handler())
                }
            }
            .connect(host: configuration.host, port: configuration.port)
            .flatMapThrowing { channel in
                // Added once connected: who we say that we are is the address that we connect from.
                let settings = SMTPSessionSettings(
                    helloName: Self.name(of: channel.localAddress), security: configuration.security,
                    credentials: configuration.credentials)
                let handler = SMTPChannelHandler(SMTPSession(settings), tls: tls, configuration, ready: ready)
                try channel.pipeline.syncOperations.addHandler(handler)
                return SMTPConnection(channel, NIOLoopBound(handler, eventLoop: eventLoop))
            }
    }

    /// An address in brackets is what a client without a name in the DNS says (RFC 5321, 4.1.3).
    private static func name(of address: SocketAddress?) -> String {
        guard let text = address?.ipAddress else { return "localhost" }
        return address?.protocol == .inet6 ? "[IPv6:\(text)]" : "[\(text)]"
    }

    var isOpen: Bool { channel.isActive }

    func whenClosed(_ body: @escaping @Sendable () -> Void) {
        channel.closeFuture.whenComplete { _ in body() }
    }

    /// - Throws: `SMTPError`, or `CancellationError`, after which the connection is closed.
    func send(_ mail: SMTPMail) async throws -> SMTPReply {
        let delivery = channel.eventLoop.makePromise(of: SMTPReply.self)
        return try await withTaskCancellationHandler {
            channel.eventLoop.execute { self.handler.value.send(mail, delivery) }
            do {
                return try await delivery.futureResult.get()
            } catch {
                throw Task.isCancelled ? CancellationError() : error
            }
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    func quit() {
        channel.eventLoop.execute { self.handler.value.quit() }
    }
}
