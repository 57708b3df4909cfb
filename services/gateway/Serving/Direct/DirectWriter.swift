import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Where the answer to a direct request goes: the connection's pipeline, from the handler that took the request.
struct DirectWriter: Sendable {
    private let place: NIOLoopBound<(handler: DirectRequests, context: ChannelHandlerContext)>

    let channel: any Channel

    init(handler: DirectRequests, context: ChannelHandlerContext) {
        channel = context.channel
        place = NIOLoopBound((handler, context), eventLoop: context.eventLoop)
    }

    var eventLoop: any EventLoop { place.eventLoop }

    /// Writes a whole answer, and lets the connection go on.
    func write(_ head: HTTPResponse, _ body: [ByteBuffer]) {
        onLoop { handler, context in
            context.write(handler.wrapOutboundOut(.head(head)), promise: nil)
            for bytes in body { context.write(handler.wrapOutboundOut(.body(bytes)), promise: nil) }
            context.writeAndFlush(handler.wrapOutboundOut(.end(nil)), promise: nil)
            handler.finished(context, isWhole: true)
        }
    }

    /// Writes a part and waits until the socket has taken it.
    func send(_ part: HTTPResponsePart) async throws {
        let promise = eventLoop.makePromise(of: Void.self)
        onLoop { handler, context in context.writeAndFlush(handler.wrapOutboundOut(part), promise: promise) }
        try await promise.futureResult.get()
    }

    /// Ends an answer that was sent in parts.
    func finish(isWhole: Bool) {
        onLoop { handler, context in handler.finished(context, isWhole: isWhole) }
    }

    func close() {
        onLoop { _, context in context.close(promise: nil) }
    }

    private func onLoop(_ body: @escaping @Sendable (DirectRequests, ChannelHandlerContext) -> Void) {
        // The tasks of a service run on its event loop, so that this is nearly always a plain call.
        if eventLoop.inEventLoop { return body(place.value.handler, place.value.context) }
        eventLoop.execute { body(place.value.handler, place.value.context) }
    }
}

/// Sends the parts of a long body, each when the client has taken the one before.
struct DirectBodyWriter: ResponseBodyWriter {
    let writer: DirectWriter

    mutating func write(_ buffer: ByteBuffer) async throws {
        try await writer.send(.body(buffer))
    }

    consuming func finish(_ trailers: HTTPFields?) async throws {
        try await writer.send(.end(trailers))
    }
}

/// Gathers the parts of a short body, so that it leaves in one write with its head.
struct GatheringBodyWriter: ResponseBodyWriter {
    final class Parts {
        var buffers: [ByteBuffer] = []
    }

    let parts: Parts

    mutating func write(_ buffer: ByteBuffer) async throws { parts.buffers.append(buffer) }

    consuming func finish(_ trailers: HTTPFields?) async throws {}
}
