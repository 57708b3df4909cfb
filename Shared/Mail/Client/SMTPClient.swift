import Logging
import NIOCore
import Resilience
import Synchronization

/// Hands messages to one server, over a few connections that are used again.
///
/// A connection that was used before is asked with RSET first: one that the server has closed meanwhile costs a new connection, not
/// the message. Nothing else is tried twice here. A message whose answer was lost (`outcomeUnknown`) may have been taken; who sends
/// it again does so with the same Message-ID, by which the two can be known as one.
package final class SMTPClient: Sendable {
    private let configuration: SMTPConfiguration
    private let eventLoop: any EventLoop
    private let logger: Logger
    private let places: BoundedConcurrency
    private let idle = Mutex(IdleConnections<SMTPConnection>())

    package init(_ configuration: SMTPConfiguration, eventLoop: any EventLoop, logger: Logger) {
        self.configuration = configuration
        self.eventLoop = eventLoop
        self.logger = logger
        places = BoundedConcurrency(limit: configuration.maximumConnections)
    }

    package var idleCount: Int { idle.withLock { $0.entries.count } }

    /// Returns what the server said when it took the message: from then on it is the server's.
    /// - Throws: `MessageError`, `SMTPError`, or `CancellationError`; the connection of a cancelled message is closed.
    @discardableResult
    package func send(_ message: MailMessage) async throws -> SMTPReply {
        let mail = try SMTPMail(message)
        return try await places.run {
            while let used = idle.withLock({ $0.take() }) {
                do {
                    return try await send(mail, over: used.connection, uses: used.uses)
                } catch let error as SMTPError where error.step == .reset {
                    logger.debug("an idle connection had ended", metadata: ["error": "\(error)"])
                }
            }
            guard !idle.withLock({ $0.isClosed }) else { throw SMTPError(.closed, at: .connection) }
            return try await send(mail, over: try await .open(configuration, on: eventLoop), uses: 0)
        }
    }

    /// Closes what is idle, and what is in use when its message is through.
    package func close() {
        for connection in idle.withLock({ $0.close() }) { connection.quit() }
    }

    private func send(_ mail: SMTPMail, over connection: SMTPConnection, uses: Int) async throws -> SMTPReply {
        do {
            let reply = try await connection.send(mail)
            keep(connection, uses: uses + 1)
            return reply
        } catch {
            // What else is thrown has closed it.
            if (error as? SMTPError)?.isAboutTheMessage == true { keep(connection, uses: uses + 1) }
            throw error
        }
    }

    private func keep(_ connection: SMTPConnection, uses: Int) {
        guard connection.isOpen, uses < configuration.messagesPerConnection,
            let id = idle.withLock({ $0.put(connection, uses: uses) })
        else { return connection.quit() }
        connection.whenClosed { [weak self] in _ = self?.idle.withLock { $0.remove(id) } }
        eventLoop.scheduleTask(in: TimeAmount(configuration.idleTimeout)) { [weak self] in
            self?.idle.withLock { $0.remove(id) }?.quit()
        }
    }
}
