import NIOCore
import NIOHPACK
import NIOHTTP2

/// Makes a stream of HTTP/2 look like HTTP/1 where the rest tells bodies by it.
///
/// A request whose head does not end the stream and tells no length gets the header that a chunked one has; HTTP/2 forbids it on
/// the wire, so nobody else can have set it. A body that breaks off is an error, not an end. `Connection` is taken from answers.
final class HTTP2StreamFraming: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias InboundOut = HTTP2Frame.FramePayload
    typealias OutboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private var hasBegun = false
    private var hasEnded = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(var headers):
            if headers.endStream { hasEnded = true }
            guard !hasBegun else { return context.fireChannelRead(data) }
            hasBegun = true
            guard !hasEnded, !headers.headers.contains(name: "content-length") else { return context.fireChannelRead(data) }
            headers.headers.add(name: "transfer-encoding", value: "chunked")
            context.fireChannelRead(wrapInboundOut(.headers(headers)))
        case .data(let content):
            if content.endStream { hasEnded = true }
            context.fireChannelRead(data)
        default: context.fireChannelRead(data)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if hasBegun, !hasEnded { context.fireErrorCaught(ConnectionBroken(underlying: nil)) }
        context.fireChannelInactive()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .headers(var headers) = unwrapOutboundIn(data), headers.headers.contains(name: "connection") else {
            return context.write(data, promise: promise)
        }
        headers.headers.remove(name: "connection")
        context.write(wrapOutboundOut(.headers(headers)), promise: promise)
    }
}
