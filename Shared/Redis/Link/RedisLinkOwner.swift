import NIOCore

/// Who uses a link. All of these are called on the link's event loop.
protocol RedisLinkOwner: AnyObject, Sendable {
    /// Logged in; write to this channel until it is lost.
    func linkReady(_ channel: any Channel, isReconnect: Bool)
    /// Replies in the order in which they came. Throwing drops the connection.
    func linkReceived(_ replies: [RESPValue]) throws(RedisError)
    func linkWritabilityChanged(_ isWritable: Bool)
    /// The ready channel is gone; the link is connecting anew.
    func linkLost(_ error: RedisError)
    /// Another attempt to connect has failed; the link goes on.
    func linkAttemptFailed()
    /// The keep-alive interval has passed. `false` says that the peer must be taken for dead.
    func linkKeepAlive(now: NIODeadline) -> Bool
}
