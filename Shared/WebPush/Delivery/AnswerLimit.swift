import NIOCore

/// Ends a connection whose peer sends more than an answer's head can need.
final class AnswerLimit: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var left = 64 << 10

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        left -= unwrapInboundIn(data).readableBytes
        guard left >= 0 else { return context.close(promise: nil) }
        context.fireChannelRead(data)
    }
}
