import Contracts
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers a request that cannot be read as all problems are told, in its turn, and ends the connection.
///
/// What the client still sends is read and dropped for a moment, because a connection that is closed with bytes unread is
/// reset, and the answer with it.
final class UnreadableRequests: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var order = RefusalOrder()

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !order.hasFailed else { return }
        switch unwrapInboundIn(data) {
        case .head: order.requestBegan()
        case .body: break
        case .end: order.requestEnded()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if order.isOver { context.read() }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !order.isOver else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let response) where response.status.kind == .informational: break
        case .head: order.answerBegan()
        case .body: break
        case .end:
            context.write(data, promise: promise)
            return perform(order.answerEnded(), context)
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let refusal = error as? RequestRefusal else { return context.fireErrorCaught(error) }
        perform(order.failed(refusal.problem), context)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard order.isOver, mode == .all else { return context.close(mode: mode, promise: promise) }
        if let promise { context.channel.closeFuture.cascade(to: promise) }
    }

    private func perform(_ action: RefusalOrder.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .nothing: break
        case .refuse(let problem, let breaksOff):
            refuse(problem, context)
            // Whoever waits for the rest of the body must not take its end for the end that the client meant.
            if breaksOff { context.fireErrorCaught(ConnectionBroken(underlying: nil)) }
            context.read()
        case .close:
            context.fireErrorCaught(ConnectionBroken(underlying: nil))
            context.close(promise: nil)
        }
    }

    private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
        let body = ByteBuffer(bytes: problem.jsonBytes())
        let headers: HTTPFields = [
            .contentType: "application/problem+json", .contentLength: String(body.readableBytes), .connection: "close",
            .cacheControl: Freshness.never.rawValue,
        ]
        let head = HTTPResponse(status: HTTPResponse.Status(code: problem.status), headerFields: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        // What stands before this handler ends the connection after an answer that says so.
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
