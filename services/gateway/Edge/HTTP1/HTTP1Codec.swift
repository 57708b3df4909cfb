import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Between what NIO reads and writes as HTTP/1 and the rest, which does not know versions.
///
/// It takes the place of the library's codec because that one drops the version, a second `Host` and names that it cannot read,
/// and looks at each path for a URL. What it does not understand becomes a `RequestRefusal`, and nothing is read after it.
final class HTTP1Codec: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// How long a client may go on sending after our last word before it is cut off. Long enough to read the answer, which the
    /// reset of an early close would take away.
    static let lingering: TimeAmount = .seconds(2)
    /// How long a connection on which nothing is asked stays open when the server stops. Closed at once it would meet the next request
    /// of a busy client half-way, which then knows no answer; so that one is answered, with word that it was the last.
    static let farewell: TimeAmount = .milliseconds(500)

    private let scheme: String
    private let received: ReceivedBytes
    /// Of the requests that were read and not answered yet.
    private var turns = CircularBuffer<HTTP1Turn>()
    private var framing: HTTP1Turn.Framing?
    private var hasFailed = false
    private var isClosing = false
    /// The server stops: whatever is answered now is this connection's last.
    private var isQuiescing = false

    init(scheme: String, received: ReceivedBytes) {
        self.scheme = scheme
        self.received = received
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasFailed else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): read(head, context)
        case .body(let bytes):
            received.overhead.receivedContent(bytes.readableBytes)
            context.fireChannelRead(wrapInboundOut(.body(bytes)))
        case .end:
            received.overhead.bodyEnded()
            // Trailers are dropped: a field that comes after the judgement must not count as one that came before.
            context.fireChannelRead(wrapInboundOut(.end(nil)))
        }
    }

    private func read(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        do throws(RequestRefusal) {
            let read = try HTTP1Head(head, scheme: scheme)
            received.overhead.bodyBegan(isChunked: read.request.headerFields.contains(.transferEncoding))
            turns.append(read.turn)
            context.fireChannelRead(wrapInboundOut(.head(read.request)))
        } catch {
            hasFailed = true
            context.fireErrorCaught(error)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        isQuiescing = true
        guard turns.isEmpty else { return context.fireUserInboundEventTriggered(event) }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: Self.farewell) {
            if bound.value.channel.isActive { bound.value.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        // The client said that it would send no more; what it sends all the same is not looked at.
        case HTTPParserError.closedConnection: break
        case let error as HTTPParserError:
            guard !hasFailed else { return }
            hasFailed = true
            context.fireErrorCaught(RequestRefusal(error, received: received.current))
        // Told with each read after the parser has stopped.
        case ByteToMessageDecoderError.dataReceivedInErrorState: break
        default: context.fireErrorCaught(error)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let response) where response.status.kind == .informational: inform(response, context, promise)
        case .head(let response):
            let framing = (turns.first ?? .unread).framing(of: response, isLast: isQuiescing && turns.count <= 1)
            self.framing = framing
            context.write(wrapOutboundOut(.head(framing.head)), promise: promise)
        case .body(let bytes):
            if framing?.hasBody == true {
                context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
            } else {
                promise?.succeed()
            }
        case .end: end(context, promise)
        }
    }

    /// HTTP/1.0 knows no answers before the answer.
    private func inform(_ response: HTTPResponse, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        if let version = turns.first?.version, !version.isOld {
            let head = HTTPResponseHead(response.status, response.headerFields, version)
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        } else {
            promise?.succeed()
        }
    }

    private func end(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        let closes = framing?.closes ?? true
        framing = nil
        if !turns.isEmpty { turns.removeFirst() }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
        if closes { close(context: context, mode: .output, promise: nil) }
    }

    /// Our side ends when all of it was sent. NIO would drop what is not sent yet when the client has closed its own side.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        if isClosing {
            promise?.succeed()
            return
        }
        isClosing = true
        let sent = context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in
            bound.value.close(mode: .output, promise: promise)
            bound.value.eventLoop.scheduleTask(in: Self.lingering) { bound.value.close(mode: .all, promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer()))), promise: sent)
    }
}
