import NIOCore

/// The connection of a request, for an answer that outlasts it.
struct ClientConnection: Sendable {
    private let channel: any Channel

    init(_ channel: any Channel) { self.channel = channel }

    /// At once, with what is still unsent. Writes that wait fail.
    func close() { channel.close(promise: nil) }

    func whenClosed(_ body: @escaping @Sendable () -> Void) { channel.closeFuture.whenComplete { _ in body() } }
}
