import Logging
import Redis

/// Tells all processes what has changed, and applies here what they tell.
///
/// A writer first invalidates the tier, then tells the others, then applies it here, and then acknowledges. So
/// - who misses in a local cache because of an invalidation finds the tier clean already;
/// - a position that a client holds was published before the client could hold it, and `catchUp` can prove that this process
///   has applied it;
/// - after the acknowledgement no cache of the writer's process gives out anything older.
package final class InvalidationChannel: Sendable {
    let client: RedisClient
    let applied: AppliedPositions
    let listener: InvalidationListener
    private let subscriber: RedisSubscriber
    private let graph: TagGraph
    private let tier: RedisTier?
    private let name: String

    /// - Parameters:
    ///   - client: to the same Redis as `subscriber`, one that evicts nothing. The tier may live on another.
    ///   - generations: of all local caches. They are suspended until `run` has subscribed.
    ///   - name: of the channel.
    package init(
        client: RedisClient, subscriber: RedisSubscriber, generations: TagGenerations, applied: AppliedPositions,
        graph: TagGraph = .mediaNest, tier: RedisTier? = nil, name: String = CacheKeys.invalidations, logger: Logger
    ) {
        self.client = client
        self.subscriber = subscriber
        self.applied = applied
        self.graph = graph
        self.tier = tier
        self.name = name
        listener = InvalidationListener(generations: generations, applied: applied, graph: graph, logger: logger) {
            tier?.distrust()
        }
        listener.deaf()
    }

    /// Listens until the task is cancelled or the subscriber is closed. While it does not, nothing is fresh.
    package func run() async {
        for await event in subscriber.subscribe(to: [name], near: CacheKeys.lastNumber(channel: name)) {
            listener.receive(event)
            // Its own echo tells where the channel stands. If it is lost, the next message does.
            if event == .subscribed { client.submit([command(.barrier("start"))]) { _ in } }
        }
        listener.deaf()
    }

    /// Whether invalidations are heard, so that entries can be fresh.
    package var isListening: Bool { listener.isListening }

    /// Between a commit and its acknowledgement. When this returns, no cache of this process and no lookup in the tier gives
    /// out anything older than the commit, and the others have been told. Cancelling does not stop it.
    /// - Throws: when the others could not be told within `limit`. The caches here are done by then. The write must not be
    ///   acknowledged with its position, which other processes would take for told; trying again does no harm.
    package func invalidate(_ invalidation: Invalidation, limit: Duration = .seconds(1)) async throws(RedisError) {
        let isTierTold = await invalidateTier(invalidation)
        let message = InvalidationMessage.invalidate(invalidation, isTierTold: isTierTold)
        let sent = await publish(message, deadline: .now + limit)
        // Before this, because it tells what others must have reached whose answers are kept here from now on.
        if case .success(let number) = sent {
            listener.apply(invalidation, sentAs: number)
        } else {
            listener.apply(invalidation)
        }
        _ = try sent.get()
    }

    /// For facts that came by another way, as events do: the tier and this process only. Returns whether the tier could be
    /// told; if not, this process does not read it before it was emptied.
    @discardableResult
    package func apply(_ invalidation: Invalidation) async -> Bool {
        let isTierTold = await invalidateTier(invalidation)
        listener.apply(invalidation)
        return isTierTold
    }

    /// Everything, everywhere.
    /// - Throws: when the others could not be told.
    package func flush(limit: Duration = .seconds(1)) async throws(RedisError) {
        listener.flush()
        _ = try await publish(.flush, deadline: .now + limit).get()
    }

    func publish(
        _ message: InvalidationMessage, deadline: ContinuousClock.Instant
    ) async -> Result<CacheMark, RedisError> {
        await client.uncancelled([command(message)], deadline: deadline).flatMap { replies in
            if case .error(let error)? = replies.first { return .failure(error) }
            guard let number = replies.first?.int else { return .failure(RedisError(.unexpectedReply, "a number was expected")) }
            return .success(CacheMark(number: Int64(number)))
        }
    }

    private func invalidateTier(_ invalidation: Invalidation) async -> Bool {
        await tier?.invalidate(graph.expand(invalidation.tags)) ?? true
    }

    private func command(_ message: InvalidationMessage) -> RedisCommand {
        NumberedMessage.publishing(message, on: name)
    }
}
