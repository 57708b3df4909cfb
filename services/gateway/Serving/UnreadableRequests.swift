import Contracts
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers what the HTTP parser refuses: 431 for a head that is too large, 400 for anything else, told as all problems are.
///
/// While an answer is on its way the error goes on to the library, which keeps the order and closes.
final class UnreadableRequests: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Long enough for the client to read the answer before the reset that an early close would cause.
    private static let lingering: TimeAmount = .milliseconds(500)

    private var requestsInProgress = 0
    private var hasRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        if case .head = unwrapInboundIn(data) { requestsInProgress += 1 }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { requestsInProgress -= 1 }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !hasRefused else { return }
        guard requestsInProgress == 0, let problem = Self.problem(error) else { return context.fireErrorCaught(error) }
        hasRefused = true
        refuse(problem, context)
    }

    private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
        let body = ByteBuffer(bytes: problem.jsonBytes())
        let headers: HTTPFields = [
            .contentType: "application/problem+json", .contentLength: String(body.readableBytes), .connection: "close",
            .cacheControl: "no-store", .contentTypeOptions: "nosniff",
        ]
        let head = HTTPResponse(status: HTTPResponse.Status(code: problem.status), headerFields: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: Self.lingering) { channel.close(promise: nil) }
    }

    /// Nil for a connection that simply ended.
    private static func problem(_ error: any Error) -> Problem? {
        switch error {
        case HTTPParserError.headerOverflow:
            Problem("headers-too-large", title: "Request header fields too large", status: 431)
        case HTTPParserError.invalidEOFState: nil
        case is HTTPParserError: .malformed("This is not HTTP.")
        case is ChannelError, is IOError: nil
        default: .malformed("The request's head cannot be read.")
        }
    }
}
