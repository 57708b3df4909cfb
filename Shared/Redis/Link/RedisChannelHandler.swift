import NIOCore

/// Turns a channel's bytes into replies: the first ones are for the handshake, all others for the link's owner.
final class RedisChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var parser = RESPParser()
    private var handshake: Handshake?
    private var replies: [RESPValue] = []
    private var failure: RedisError?
    private let ready: EventLoopPromise<any Channel>
    private let link: RedisLink

    init(handshake: Handshake, ready: EventLoopPromise<any Channel>, link: RedisLink) {
        self.handshake = handshake
        self.ready = ready
        self.link = link
    }

    func channelActive(context: ChannelHandlerContext) {
        guard let handshake else { return }
        var bytes = ByteBuffer()
        for command in handshake.commands { command.withEncoded { _ = bytes.writeBytes($0) } }
        context.writeAndFlush(NIOAny(bytes), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        do throws(RedisError) {
            try received(unwrapInboundIn(data), context: context)
        } catch {
            fail(error, context: context)
        }
    }

    private func received(_ bytes: ByteBuffer, context: ChannelHandlerContext) throws(RedisError) {
        // Emptied when done: the last values must not stay in memory until the next ones come.
        defer { replies.removeAll(keepingCapacity: true) }
        let outcome = bytes.withUnsafeReadableBytes { bytes in
            Result { () throws(RedisError) in try parser.received(bytes, replies: &replies) }
        }
        // Whole replies before the broken byte still count.
        if handshake != nil { try continueHandshake(context: context) }
        if !replies.isEmpty { try link.received(replies) }
        try outcome.get()
    }

    private func continueHandshake(context: ChannelHandlerContext) throws(RedisError) {
        while let reply = replies.first, var current = handshake {
            replies.removeFirst()
            let action = current.receivedReply(reply)
            handshake = current
            switch action {
            case .wait: break
            case .failed(let error): throw error
            case .succeeded:
                handshake = nil
                ready.succeed(context.channel)
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if handshake == nil { link.writabilityChanged(context.channel.isWritable) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(.wrapping(error, as: lossCode, "the connection failed"), context: context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        let error = failure ?? RedisError(lossCode, "the server closed the connection")
        // One of the two has no effect: the promise once it was kept, the link before that.
        ready.fail(error)
        link.channelClosed(context.channel, error)
    }

    private var lossCode: RedisError.Code { handshake == nil ? .connectionLost : .connectionFailed }

    private func fail(_ error: RedisError, context: ChannelHandlerContext) {
        failure = failure ?? error
        ready.fail(error)
        context.close(promise: nil)
    }
}
