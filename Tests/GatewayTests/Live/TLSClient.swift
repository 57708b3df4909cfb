import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

/// Sends and receives bytes through TLS, whatever certificate it is shown.
final class TLSClient {
    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let subject: String
    let negotiated: String?
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var received = ByteBuffer()

    /// - Throws: when the handshake fails.
    static func talk<Result: Sendable>(
        _ port: Int, protocols: [String] = ["http/1.1"], _ configure: (inout TLSConfiguration) -> Void = { _ in },
        _ talk: (TLSClient) async throws -> Result
    ) async throws -> Result {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // The test certificates bear names of their own; who is shown them looks at them.
        configuration.certificateVerification = .noHostnameVerification
        configuration.applicationProtocols = protocols
        configure(&configuration)
        let context = try NIOSSLContext(configuration: configuration)
        let shown = Mutex("")
        let watch = HandshakeWatch()
        let finished = watch.finished.futureResult
        let connection: Connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil) { certificates, verdict in
                        let name = certificates.first.map { "\($0)" } ?? ""
                        shown.withLock { $0 = name }
                        verdict.succeed(.certificateVerified)
                    }
                    try channel.pipeline.syncOperations.addHandlers([handler, watch])
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { inbound, outbound in
            let negotiated = try await finished.get()
            return try await talk(TLSClient(shown.withLock { $0 }, negotiated, inbound.makeAsyncIterator(), outbound))
        }
    }

    private init(
        _ subject: String, _ negotiated: String?, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.subject = subject
        self.negotiated = negotiated
        self.inbound = inbound
        self.outbound = outbound
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }
    func send(_ bytes: ByteBuffer) async throws { try await outbound.write(bytes) }

    /// So many bytes; nil when the connection ends before.
    func bytes(_ count: Int) async throws -> ByteBuffer? {
        while received.readableBytes < count {
            guard var more = try await inbound.next() else { return nil }
            received.writeBuffer(&more)
        }
        return received.readSlice(length: count)
    }

    /// The head of an answer of HTTP/1, in small letters, and its body.
    func response() async throws -> (head: String, body: String)? {
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            guard let byte = try await bytes(1) else { return nil }
            head += String(buffer: byte)
        }
        head = head.lowercased()
        let line = head.split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
        let body = try await bytes(line.flatMap { Int($0.dropFirst(16)) } ?? 0)
        return (head, body.map { String(buffer: $0) } ?? "")
    }

    /// Whether the server ends the connection.
    func isClosed() async -> Bool {
        do {
            while try await inbound.next() != nil {}
        } catch {
            return true
        }
        return true
    }
}

/// Hears how the handshake ended.
private final class HandshakeWatch: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    let finished = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: String?.self)

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted(let negotiated)? = event as? TLSUserEvent { finished.succeed(negotiated) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finished.fail(error)
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finished.fail(ChannelError.eof)
        context.fireChannelInactive()
    }
}
