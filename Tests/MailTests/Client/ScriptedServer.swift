import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

@testable import Mail

/// A server that says what it was told to: one script a connection, in the order in which they come.
final class ScriptedServer: Sendable {
    enum Line {
        case say(String)
        /// Waits for a line that begins so; another ends the connection.
        case hear(String)
        /// Waits for the end of a message.
        case content
        case startTLS
        /// Answers no more, and stays.
        case hang
        case close
    }

    let port: Int
    private let record: Record

    private init(_ channel: any Channel, _ record: Record) {
        port = channel.localAddress?.port ?? 0
        self.record = record
    }

    /// What was heard, by all connections.
    var heard: [String] { record.heard.withLock { $0 } }
    var connectionCount: Int { record.scripts.withLock { $0.used } }

    final class Record: Sendable {
        let heard = Mutex<[String]>([])
        let scripts: Mutex<(waiting: [[Line]], used: Int)>

        init(_ scripts: [[Line]]) { self.scripts = Mutex((scripts, 0)) }

        /// A connection too many is closed at once.
        func next() -> [Line] {
            scripts.withLock { scripts in
                scripts.used += 1
                return scripts.waiting.isEmpty ? [.close] : scripts.waiting.removeFirst()
            }
        }
    }

    static func with<Result>(
        _ scripts: [Line]..., tls: NIOSSLContext? = nil, _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let record = Record(scripts)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Actor(record, tls))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedServer(channel, record)
        do {
            let result = try await body(server)
            try await channel.close()
            return result
        } catch {
            try await channel.close()
            throw error
        }
    }

    /// Plays one script on one connection.
    private final class Actor: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let record: Record
        private let tls: NIOSSLContext?
        private var script: ArraySlice<Line>
        private var text = ""

        init(_ record: Record, _ tls: NIOSSLContext?) {
            self.record = record
            self.tls = tls
            script = record.next()[...]
        }

        func channelActive(context: ChannelHandlerContext) { play(context) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            play(context)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        private func play(_ context: ChannelHandlerContext) {
            while let line = script.first, perform(line, context) { script.removeFirst() }
        }

        /// Whether it is done with that line.
        private func perform(_ line: Line, _ context: ChannelHandlerContext) -> Bool {
            switch line {
            case .say(let reply):
                context.writeAndFlush(NIOAny(ByteBuffer(string: "\(reply)\r\n")), promise: nil)
            case .hear(let beginning):
                guard let heard = take(until: "\r\n") else { return false }
                if !heard.hasPrefix(beginning) { context.close(promise: nil) }
            case .content:
                return take(until: "\r\n.\r\n") != nil
            case .startTLS:
                guard let tls else { return false }
                try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
            case .hang: return false
            case .close: context.close(promise: nil)
            }
            return true
        }

        private func take(until end: String) -> String? {
            guard let range = text.firstRange(of: end) else { return nil }
            let taken = String(text[..<range.lowerBound])
            text = String(text[range.upperBound...])
            record.heard.withLock { $0.append(taken) }
            return taken
        }
    }
}

extension [ScriptedServer.Line] {
    static let opening: Self = [.say("220 hi"), .hear("EHLO ["), .say("250 x")]
    static let message: Self = [
        .hear("MAIL FROM:<nest@example.org>"), .say("250 ok"), .hear("RCPT TO:<zoe@example.org>"), .say("250 ok"), .hear("DATA"),
        .say("354 go"),
        .content, .say("250 2.0.0 taken"),
    ]
    static let reset: Self = [.hear("RSET"), .say("250 ok")]
}
