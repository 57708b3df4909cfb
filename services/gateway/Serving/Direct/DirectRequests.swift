import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers requests that have arrived whole, one at a time for each connection. Others go on to the library, whose asynchronous
/// streams cost as much as the rest of a small answer.
///
/// It closes connections whose client is silent for too long, because the library sees only a part of what happens.
final class DirectRequests: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connection: ConnectionHandler
    private let executor: (any TaskExecutor)?
    private let underway: AnswersUnderway
    private var order = RequestOrder()
    private var idle: IdleTimer
    private var peer: String?
    private var task: Task<Void, Never>?
    private var isReadHeldBack = false
    private var heldEvents: [Any] = []

    init(_ connection: ConnectionHandler, idleTimeout: TimeAmount, executor: (any TaskExecutor)?, underway: AnswersUnderway) {
        self.connection = connection
        self.executor = executor
        self.underway = underway
        idle = IdleTimer(limit: idleTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { activate(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        activate(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        idle.stop()
        task?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        idle.stop()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        idle.somethingHappened()
        perform(order.received(unwrapInboundIn(data)), context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        perform(order.readIsComplete(), context)
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        guard !order.mustStopReading else { return isReadHeldBack = true }
        context.read()
    }

    /// Only what the library answers comes by here.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            order.passedAnswerEnded()
            idle.somethingHappened()
        }
        context.write(data, promise: promise)
    }

    /// The order to close, and the end of what the client sends, wait for the answer that is on its way.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let endsConnection = event is ChannelShouldQuiesceEvent || (event as? ChannelEvent) == .inputClosed
        guard endsConnection, order.isAnswering else { return context.fireUserInboundEventTriggered(event) }
        heldEvents.append(event)
    }

    private func activate(_ context: ChannelHandlerContext) {
        peer = context.channel.remoteAddress?.ipAddress
        let place = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        idle.start(on: context.eventLoop) {
            let (handler, context) = place.value
            return handler.order.waitsForClient ? context.close(promise: nil) : ()
        }
    }

    private func perform(_ action: RequestOrder.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .none: break
        case .pass(let parts): for part in parts { context.fireChannelRead(wrapInboundOut(part)) }
        case .start(let head, let body): start(head, body, context)
        }
    }

    private func start(_ head: HTTPRequest, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
        if body.readableBytes == 0, let told = connection.answerNow(head, peer: peer) {
            context.write(wrapOutboundOut(.head(HTTPResponse(status: told.status, headerFields: told.headers))), promise: nil)
            if let bytes = told.body { context.write(wrapOutboundOut(.body(bytes)), promise: nil) }
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            return finished(context, isWhole: true)
        }
        let writer = DirectWriter(handler: self, context: context)
        // Unstructured: a connection is no task that this one could belong to. It is cancelled with the connection.
        underway.began()
        task = Task(executorPreference: executor) { [connection, peer, underway] in
            defer { underway.ended() }
            await connection.answer(head, body, peer: peer, writer)
        }
    }

    /// The answer is written, or cannot be, and then the connection is closed.
    func finished(_ context: ChannelHandlerContext, isWhole: Bool) {
        task = nil
        order.answered()
        idle.somethingHappened()
        guard isWhole else { return context.close(promise: nil) }
        for event in heldEvents { context.fireUserInboundEventTriggered(event) }
        heldEvents = []
        while let action = order.next() { perform(action, context) }
        perform(order.readIsComplete(), context)
        if isReadHeldBack, !order.mustStopReading {
            isReadHeldBack = false
            context.read()
        }
    }
}
