/// Wakes the one task that waits for it. Raised twice before that task looks, it counts once.
struct Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func raise() { continuation.yield() }

    /// After this, and what was raised before, nobody waits any more.
    func finish() { continuation.finish() }

    /// Returns false when it is finished or the task is cancelled.
    func wait() async -> Bool {
        var iterator = stream.makeAsyncIterator()
        return await iterator.next() != nil
    }
}
