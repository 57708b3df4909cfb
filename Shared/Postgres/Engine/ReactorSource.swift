/// A socket's owner. Called on the reactor's thread, so it must not block.
protocol ReactorSource: AnyObject, Sendable {
    /// There is something to read, or the peer hung up; `writable` says that there is room to write as well.
    func ready(writable: Bool)
}

/// Someone with deadlines. Called on the reactor's thread, so it must not block.
protocol ReactorTimed: AnyObject, Sendable {
    /// Does what is due and says when to be called again at the latest.
    func tick(now: ContinuousClock.Instant) -> ContinuousClock.Instant?
}
