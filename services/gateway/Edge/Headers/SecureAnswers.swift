import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Gives every answer the security headers, wherever on the way it was made.
final class SecureAnswers: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let headers: SecurityHeaders

    init(_ headers: SecurityHeaders) { self.headers = headers }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var response) = unwrapOutboundIn(data), response.status.kind != .informational else {
            return context.write(data, promise: promise)
        }
        headers.add(to: &response.headerFields)
        context.write(wrapOutboundOut(.head(response)), promise: promise)
    }
}
