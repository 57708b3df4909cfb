/// What a pool is doing and has done.
package struct PoolStatistics: Sendable, Equatable {
    package var idle = 0
    package var busy = 0
    /// Callers who wait for a connection.
    package var waiting = 0
    /// Connections opened since the start.
    package var created = 0
    /// Connections closed or lost since the start.
    package var closed = 0
    /// Callers who waited in vain since the start.
    package var timeouts = 0
    /// Times that a caller got a connection since the start, and what those callers had waited for it.
    package var acquired = 0
    package var waited: Duration = .zero
    /// How long connections were lent since the start, together; what is lent now is counted when it comes back.
    package var used: Duration = .zero
    /// Attempts to connect that failed since the start.
    package var failed = 0
    /// Since when whoever waits longest has been waiting; nil when nobody does.
    package var oldestWaitingSince: ContinuousClock.Instant?
    /// When the oldest open connection was opened.
    package var oldestConnectionSince: ContinuousClock.Instant?

    package init() {}
}
