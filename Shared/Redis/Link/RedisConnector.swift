import NIOCore
import NIOPosix
import NIOSSL

/// Opens a channel to the configured server, with TLS where asked for, and sees the handshake through.
struct RedisConnector: Sendable {
    private(set) var configuration: RedisConfiguration
    let name: String
    let eventLoop: any EventLoop

    /// Succeeds with a channel that has logged in; fails, with the channel closed, within the connect timeout.
    func connect(for link: RedisLink) -> EventLoopFuture<any Channel> {
        guard let master = master() else { return open(for: link) }
        return master.flatMap { address in
            link.found(address)
            var there = self
            (there.configuration.host, there.configuration.port) = (address.host, address.port)
            return there.open(for: link)
        }
    }

    /// Asks the sentinels; nil where there are none.
    func master() -> EventLoopFuture<RedisAddress>? {
        guard case .sentinel(let sentinels) = configuration.topology else { return nil }
        let query = SentinelQuery(sentinels, configuration: configuration, name: name, eventLoop: eventLoop)
        return eventLoop.makeFutureWithTask { try await query.master() }
    }

    private func open(for link: RedisLink) -> EventLoopFuture<any Channel> {
        let ready = eventLoop.makePromise(of: (any Channel).self)
        let tls: TLSClient?
        do {
            tls = try configuration.tls.map { try TLSClient($0, host: configuration.host) }
        } catch {
            ready.fail(RedisError(.connectionFailed, "TLS cannot be set up", underlying: error))
            return ready.futureResult
        }
        let opened = open(
            bootstrap { channel in
                if let tls { try channel.pipeline.syncOperations.addHandler(tls.handler()) }
                let handshake = Handshake(configuration: configuration, name: name)
                try channel.pipeline.syncOperations.addHandler(
                    RedisChannelHandler(handshake: handshake, ready: ready, link: link))
            })
        opened.whenFailure { error in
            ready.fail(RedisError(.connectionFailed, "cannot connect to \(configuration)", underlying: error))
        }
        limit(ready, opened)
        return ready.futureResult
    }

    private func bootstrap(_ addHandlers: @escaping @Sendable (any Channel) throws -> Void) -> ClientBootstrap {
        let watermark = ChannelOptions.Types.WriteBufferWaterMark(low: 256 * 1024, high: 1024 * 1024)
        return ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.writeBufferWaterMark, value: watermark)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try addHandlers(channel) }
            }
    }

    private func open(_ bootstrap: ClientBootstrap) -> EventLoopFuture<any Channel> {
        if let path = configuration.unixSocketPath { return bootstrap.connect(unixDomainSocketPath: path) }
        return
            bootstrap
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .connect(host: configuration.host, port: configuration.port)
    }

    private func limit(_ ready: EventLoopPromise<any Channel>, _ opened: EventLoopFuture<any Channel>) {
        let timer = eventLoop.scheduleTask(in: TimeAmount(configuration.connectTimeout)) {
            ready.fail(RedisError(.connectionFailed, "\(configuration) did not answer in time"))
            opened.whenSuccess { $0.close(promise: nil) }
        }
        ready.futureResult.whenComplete { _ in timer.cancel() }
    }
}
