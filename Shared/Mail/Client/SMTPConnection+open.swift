import NIOCore
import NIOPosix
import Synchronization

extension SMTPConnection {
    /// Connects and goes through the conversation until a message may be sent.
    /// - Throws: `SMTPError`, or `CancellationError`, with nothing left open.
    static func open(_ configuration: SMTPConfiguration, on eventLoop: any EventLoop) async throws -> SMTPConnection {
        let attempts = Attempts()
        return try await withTaskCancellationHandler {
            do {
                let (connection, ready) = try await connect(configuration, try tls(configuration), eventLoop, attempts)
                try await ready.get()
                return connection
            } catch {
                if Task.isCancelled { throw CancellationError() }
                throw error as? SMTPError ?? SMTPError(.connectionFailed, at: .connection, "\(error)")
            }
        } onCancel: {
            attempts.cancel()
        }
    }

    private static func tls(_ configuration: SMTPConfiguration) throws(SMTPError) -> SMTPTLS? {
        guard configuration.security != .none else { return nil }
        do {
            return try SMTPTLS(configuration)
        } catch {
            throw SMTPError(.connectionFailed, at: .connection, "TLS cannot be set up: \(error)")
        }
    }

    /// A host with several addresses gets a channel for each, the first that connects wins. Each has its handler from the start:
    /// what a server says at once, and that it hangs up, must not pass unheard.
    private static func connect(
        _ configuration: SMTPConfiguration, _ tls: SMTPTLS?, _ eventLoop: any EventLoop, _ attempts: Attempts
    ) async throws -> (SMTPConnection, ready: EventLoopFuture<Void>) {
        try await ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.timeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: configuration.host, port: configuration.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls, configuration.security == .tls { try channel.pipeline.syncOperations.addHandler(try tls.handler()) }
                    let ready = channel.eventLoop.makePromise(of: Void.self)
                    let handler = SMTPChannelHandler(configuration, tls: tls, ready: ready)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    let connection = SMTPConnection(channel, handler)
                    attempts.add(connection)
                    return (connection, ready.futureResult)
                }
            }
    }

    /// What a cancelled task has to close.
    private final class Attempts: Sendable {
        private let state = Mutex<(connections: [SMTPConnection], isCancelled: Bool)>(([], false))

        func add(_ connection: SMTPConnection) {
            let isCancelled = state.withLock { state in
                state.connections.append(connection)
                return state.isCancelled
            }
            if isCancelled { connection.close() }
        }

        func cancel() {
            let connections = state.withLock { state in
                state.isCancelled = true
                return state.connections
            }
            for connection in connections { connection.close() }
        }
    }
}
