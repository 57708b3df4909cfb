import NIOCore
import NIOTLS

/// The effects around `SMTPSession`, on the channel's event loop: bytes, TLS, and a timer for the current step.
final class SMTPChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var session: SMTPSession
    private let tls: SMTPTLS?
    private let timeout: TimeAmount
    private let contentTimeout: TimeAmount
    private let ready: EventLoopPromise<Void>
    private var delivery: EventLoopPromise<SMTPReply>?
    private var timer: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    private var failure: String?

    /// - Parameter ready: kept when a message may be sent; failed when that cannot be any more.
    init(_ configuration: SMTPConfiguration, tls: SMTPTLS?, ready: EventLoopPromise<Void>) {
        session = SMTPSession(
            SMTPSessionSettings(helloName: "localhost", security: configuration.security, credentials: configuration.credentials))
        self.tls = tls
        self.ready = ready
        timeout = TimeAmount(configuration.timeout)
        contentTimeout = TimeAmount(configuration.contentTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelActive(context: ChannelHandlerContext) {
        session.settings.helloName = Self.name(of: context.channel.localAddress)
        restartTimer()
        context.fireChannelActive()
    }

    /// An address in brackets is what a client without a name in the DNS says (RFC 5321, 4.1.3).
    private static func name(of address: SocketAddress?) -> String {
        guard let text = address?.ipAddress else { return "localhost" }
        return address?.protocol == .inet6 ? "[IPv6:\(text)]" : "[\(text)]"
    }

    /// One at a time: the next after this one's promise is kept or failed.
    func send(_ mail: SMTPMail, _ delivery: EventLoopPromise<SMTPReply>) {
        guard let context else { return delivery.fail(SMTPError(.connectionLost, at: .reset, "the connection has ended")) }
        self.delivery = delivery
        perform([session.send(mail)], context)
    }

    /// The polite end of a connection that waits for nothing.
    func quit() {
        guard let context else { return }
        if case .idle = session.state { context.writeAndFlush(NIOAny(ByteBuffer(string: "QUIT\r\n")), promise: nil) }
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        perform(session.received(unwrapInboundIn(data).readableBytesView), context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event, session.step == .handshake { perform([session.secured()], context) }
        context.fireUserInboundEventTriggered(event)
    }

    private func perform(_ actions: [SMTPSession.Action], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .write(let bytes): context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
            case .startTLS: startTLS(context)
            case .ready: ready.succeed()
            case .accepted(let reply): takeDelivery()?.succeed(reply)
            case .refused(let error): takeDelivery()?.fail(error)
            case .close(let error): end(error, context)
            }
        }
        restartTimer()
    }

    private func startTLS(_ context: ChannelHandlerContext) {
        do {
            guard let tls else { throw SMTPError(.securityUnavailable, at: .startTLS) }
            try context.pipeline.syncOperations.addHandler(try tls.handler(), position: .first)
        } catch {
            end(SMTPError(.connectionFailed, at: .handshake, "\(error)"), context)
        }
    }

    private func restartTimer() {
        timer?.cancel()
        timer = nil
        guard let context, session.step != .idle else { return }
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: session.step == .content ? contentTimeout : timeout) {
            guard let context = self.context else { return }
            self.end(self.session.timedOut(), context)
        }
    }

    /// An alert of TLS, a reset: the channel closes after it, if it has not.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        failure = failure ?? "\(error)"
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(failure.map { session.connectionLost($0) } ?? session.connectionLost(), context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        // One that never connected hears of no end.
        ready.fail(SMTPError(.connectionFailed, at: .connection))
        self.context = nil
    }

    /// Of no effect for those who have their answer.
    private func end(_ error: SMTPError, _ context: ChannelHandlerContext) {
        timer?.cancel()
        ready.fail(error)
        takeDelivery()?.fail(error)
        context.close(promise: nil)
    }

    private func takeDelivery() -> EventLoopPromise<SMTPReply>? {
        defer { delivery = nil }
        return delivery
    }
}
