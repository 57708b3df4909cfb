import Logging
import NIOCore
import NIOHTTP2

/// A connection that speaks HTTP/2. Its limits are set here and told in the README; `Limits` holds those that HTTP/1 has too.
struct HTTP2Connection: Sendable {
    typealias Streams = NIOHTTP2Handler.AsyncStreamMultiplexer<HTTP2Stream.Value>

    let stream: HTTP2Stream
    let limits: Limits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Streams> {
        channel.eventLoop.makeCompletedFuture {
            // Twice, so that the polite way of the manager comes first; this is for a client that does not answer it.
            try channel.pipeline.syncOperations.addHandlers([
                IdleStateHandler(allTimeout: TimeAmount(limits.idleTimeout * 2)), IdleConnections(),
            ])
            return try channel.pipeline.syncOperations.configureAsyncHTTP2Pipeline(
                mode: .server, connectionManagerConfiguration: manager, http2HandlerConfiguration: configuration
            ) { stream.setup(channel: $0, logger: logger) }
        }
    }

    /// Until the connection ends, which it does when the task is cancelled.
    func handle(_ streams: Streams, _ channel: any Channel, logger: Logger) async {
        await withTaskCancellationHandler {
            do {
                try await withThrowingDiscardingTaskGroup { tasks in
                    for try await value in streams.inbound {
                        tasks.addTask { await stream.handle(value: value, logger: logger) }
                    }
                }
            } catch {
                logger.debug("an HTTP/2 connection broke", metadata: ["error": "\(error)"])
            }
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private var manager: NIOHTTP2ServerConnectionManagementHandler.Configuration {
        .init(maxIdleTime: TimeAmount(limits.idleTimeout), maxAge: nil, maxGraceTime: .seconds(10), keepalive: nil)
    }

    private var configuration: NIOHTTP2Handler.Configuration {
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.streams),
            HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headerBytes),
            HTTP2Setting(parameter: .initialWindowSize, value: Self.streamWindow),
        ]
        connection.targetWindowSize = Self.connectionWindow
        connection.maximumBufferedControlFrames = 1000
        connection.maximumSequentialContinuationFrames = 5
        connection.maximumConnectionGlitches = 100
        connection.controlFrameRateLimit.maximumCount = 200
        var stream = NIOHTTP2Handler.StreamConfiguration()
        stream.targetWindowSize = Self.streamWindow
        stream.outboundBufferSizeHighWatermark = 64 << 10
        stream.outboundBufferSizeLowWatermark = 32 << 10
        // "Rapid reset": a client that opens streams only to end them. The window of each of these is 30 seconds.
        stream.streamResetFrameRateLimit.maximumCount = 200
        stream.streamErrorRateLimit.maximumCount = 200
        return NIOHTTP2Handler.Configuration(connection: connection, stream: stream)
    }

    /// What a client may send before we have read it: enough for an upload over a line with 100 ms at 20 Mbit/s.
    private static let streamWindow = 256 << 10
    private static let connectionWindow = 1 << 20
}
