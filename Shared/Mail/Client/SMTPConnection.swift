import NIOCore

/// One connection, from its first byte to its last.
final class SMTPConnection: Sendable {
    private let channel: any Channel
    // The handler stays on its event loop.
    private let handler: NIOLoopBound<SMTPChannelHandler>

    /// For a channel that is being set up, on its event loop.
    init(_ channel: any Channel, _ handler: SMTPChannelHandler) {
        self.channel = channel
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    var isOpen: Bool { channel.isActive }

    func whenClosed(_ body: @escaping @Sendable () -> Void) {
        channel.closeFuture.whenComplete { _ in body() }
    }

    /// - Throws: `SMTPError`, or `CancellationError`, after which the connection is closed.
    func send(_ mail: SMTPMail) async throws -> SMTPReply {
        let delivery = channel.eventLoop.makePromise(of: SMTPReply.self)
        return try await withTaskCancellationHandler {
            channel.eventLoop.execute { self.handler.value.send(mail, delivery) }
            do {
                return try await delivery.futureResult.get()
            } catch {
                throw Task.isCancelled ? CancellationError() : error
            }
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    func close() { channel.close(promise: nil) }

    /// The polite end.
    func quit() {
        channel.eventLoop.execute { self.handler.value.quit() }
    }
}
