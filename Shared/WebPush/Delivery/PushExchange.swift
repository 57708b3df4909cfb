import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One request over a connection of its own, to an address that was checked.
struct PushExchange: Sendable {
    struct TLS: Sendable {
        let context: NIOSSLContext
        /// Nil for an address: its certificate is checked against the address connected to.
        let serverName: String?
    }

    let address: SocketAddress
    let tls: TLS?
    let deadline: NIODeadline
    let eventLoop: any EventLoop

    /// - Throws: what the network or TLS says; `PushTimeout` at the deadline; `CancellationError`.
    func send(_ head: HTTPRequestHead, _ body: [UInt8]) async throws -> PushOutcome {
        let answered = eventLoop.makePromise(of: PushOutcome.self)
        let timer = eventLoop.scheduleTask(deadline: deadline) { answered.fail(PushTimeout()) }
        answered.futureResult.whenComplete { _ in timer.cancel() }
        connect(head, body, answered)
        return try await withTaskCancellationHandler {
            try await answered.futureResult.get()
        } onCancel: {
            answered.fail(CancellationError())
        }
    }

    private func connect(_ head: HTTPRequestHead, _ body: [UInt8], _ answered: EventLoopPromise<PushOutcome>) {
        let opened = ClientBootstrap(group: eventLoop)
            .connectTimeout(max(.milliseconds(1), deadline - .now()))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try addHandlers(channel, head, body, answered) }
            }
            .connect(to: address)
        opened.whenFailure { answered.fail($0) }
        // However it ends. The answer's body is never read.
        opened.whenSuccess { channel in answered.futureResult.whenComplete { _ in channel.close(promise: nil) } }
    }

    private func addHandlers(
        _ channel: any Channel, _ head: HTTPRequestHead, _ body: [UInt8], _ answered: EventLoopPromise<PushOutcome>
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(try NIOSSLClientHandler(context: tls.context, serverHostname: tls.serverName)) }
        try pipeline.addHandler(AnswerLimit())
        try pipeline.addHTTPClientHandlers()
        try pipeline.addHandler(PushRequestHandler(head, body, answered))
    }
}
