import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

/// A push service on this machine, which answers as it is told and remembers what came.
final class StubPushService: Sendable {
    struct Received: Sendable {
        var head: HTTPRequestHead
        var body: [UInt8] = []
    }

    /// What it answers; nil: nothing, ever.
    typealias Reply = (status: Int, headers: HTTPHeaders)?

    private final class Log: Sendable {
        let requests = Mutex<[Received]>([])
    }

    let address: SocketAddress
    let eventLoop: any EventLoop
    private let log: Log

    private init(_ address: SocketAddress, _ eventLoop: any EventLoop, _ log: Log) {
        self.address = address
        self.eventLoop = eventLoop
        self.log = log
    }

    var received: [Received] { log.requests.withLock { $0 } }

    /// Runs it for as long as `body` does.
    static func running(_ reply: Reply, _ body: (StubPushService) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let log = Log()
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(reply, log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let address = try #require(channel.localAddress)
        let outcome = await Result<Void, any Error>(catching: { try await body(StubPushService(address, group.next(), log)) })
        try await group.shutdownGracefully()
        try outcome.get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let reply: Reply
        private let log: Log
        private var current: Received?

        init(_ reply: Reply, _ log: Log) {
            self.reply = reply
            self.log = log
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): current = Received(head: head)
            case .body(let part): current?.body += part.readableBytesView
            case .end:
                if let current { log.requests.withLock { $0.append(current) } }
                guard let reply else { return }
                let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: reply.status), headers: reply.headers)
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(catching body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
