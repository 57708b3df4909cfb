import NIOCore

/// Stands before the parser and knows what it was given.
final class ReceivedBytes: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    var overhead = ChunkOverhead()
    /// What is being parsed; nil at other times.
    private(set) var current: ByteBuffer?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        current = bytes
        context.fireChannelRead(data)
        current = nil
        overhead.received(bytes.readableBytes)
        if overhead.isExcessive { context.fireErrorCaught(RequestRefusal.malformed("The chunks of the body hold too little.")) }
    }
}
