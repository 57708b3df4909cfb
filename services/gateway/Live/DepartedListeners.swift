import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection of HTTP/1 whose client has ended its side while events are sent to it: it has gone. Nothing else would
/// tell before the next write, and until then it would hold a place. With any other answer it may be waiting for the rest.
final class DepartedListeners: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var isListening = false
    private var hasEnded = false

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { hasEnded = true }
        context.fireUserInboundEventTriggered(event)
        closeIfDeparted(context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let response): isListening = response.headerFields.value(of: .contentType) == FollowEvents.contentType
        case .body: break
        case .end: isListening = false
        }
        context.write(data, promise: promise)
        closeIfDeparted(context)
    }

    private func closeIfDeparted(_ context: ChannelHandlerContext) {
        if isListening, hasEnded { context.close(promise: nil) }
    }
}
