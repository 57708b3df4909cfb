import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOSSL

/// How a public connection begins: TLS where there is a certificate, then HTTP/2 or HTTP/1, as the handshake agrees.
struct PublicChannel: ServerChildChannel {
    struct Connection: ServerChildChannelValue {
        enum Speech {
            case http1(HTTP1Connection.Value)
            case negotiated(EventLoopFuture<NIONegotiatedHTTPVersion<HTTP1Connection.Value, HTTP2Connection.Streams>>)
        }

        let channel: any Channel
        fileprivate let speech: Speech
    }

    /// Nil: plain HTTP/1.
    let certificate: ServerCertificate?
    let http1: HTTP1Connection
    let http2: HTTP2Connection
    let limits: Limits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        guard let certificate else {
            return http1.setup(channel: channel, logger: logger).map { Connection(channel: channel, speech: .http1($0)) }
        }
        do {
            // The certificate of this moment, for as long as the connection lasts.
            try channel.pipeline.syncOperations.addHandlers([
                NIOSSLServerHandler(context: certificate.context), HandshakeLimit(limits.handshakeTimeout),
            ])
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return channel.configureHTTP2AsyncSecureUpgrade {
            http1.setup(channel: $0, logger: logger)
        } http2ConnectionInitializer: {
            http2.setup(channel: $0, logger: logger)
        }.map { Connection(channel: channel, speech: .negotiated($0)) }
    }

    func handle(value: Connection, logger: Logger) async {
        switch value.speech {
        case .http1(let connection): await http1.handle(value: connection, logger: logger)
        case .negotiated(let outcome):
            do {
                switch try await outcome.get() {
                case .http1_1(let connection): await http1.handle(value: connection, logger: logger)
                case .http2(let streams): await http2.handle(streams, value.channel, logger: logger)
                }
            } catch {
                logger.debug("a handshake failed", metadata: ["error": "\(error)"])
            }
        }
    }
}
