import Contracts
import Resilience

/// How a process proves that its caches are new enough, and asks others for answers that are.
extension InvalidationChannel {
    /// Makes sure that this process has applied the position, within `limit` and the task's deadline. Returns whether it has.
    ///
    /// What is not known to be applied is proven by a message that comes back: all that was published before it comes before
    /// it. So it takes one round trip, whether or not the position's own message was ever heard here.
    package func catchUp(to position: Position, limit: Duration) async -> Bool {
        if applied.hasApplied(position) { return true }
        guard listener.isListening else { return false }
        let end = ContinuousClock.now + bounded(limit)
        guard end > .now else { return false }
        let token = listener.expectBarrier(for: position)
        defer { listener.forgetBarrier(token) }
        guard case .success = await publish(.barrier(token), deadline: end) else { return applied.hasApplied(position) }
        return await applied.wait(for: position, limit: end - .now)
    }

    /// What another process must have reached if its answer may come from its own cache and is to be kept here. To be read
    /// after the fence was taken, and sent with the question. Nil while nothing can be proven: then do not keep the answer.
    ///
    /// Without it, an invalidation that was heard here and not yet there would be followed by an old answer from there.
    package var mark: CacheMark? { listener.progress.required }

    /// Whether this process has applied all invalidations up to the mark, so that its caches may answer.
    package func hasReached(_ mark: CacheMark) -> Bool {
        listener.progress.reached.map { mark <= $0 } ?? false
    }

    /// Waits until it has, for `limit` and the task's deadline at most. Returns whether it has: if not, ask the source.
    package func reach(_ mark: CacheMark, limit: Duration) async -> Bool {
        await listener.waiting.wait(for: mark, limit: bounded(limit), clock: ContinuousClock()) { self.hasReached(mark) }
    }

    private func bounded(_ limit: Duration) -> Duration {
        min(limit, Deadline.current?.remaining ?? limit)
    }
}
