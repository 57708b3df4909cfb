import Logging
import Redis
import Synchronization

/// The tier that all processes share. An entry is kept with the generations that its tags had before its query, and is given
/// out only while Redis has the same ones.
///
/// It costs speed when it is slow or away, never more: nothing here throws, and each operation ends within the configured
/// patience. An invalidation that fails makes this process leave the tier alone until it has emptied it, and has to be told
/// to the others: see ``InvalidationChannel``.
package final class RedisTier: Sendable {
    struct State: Sendable {
        var health = TierHealth()
        var counts = TierStatistics()
    }

    let client: RedisClient
    let configuration: TierConfiguration
    let logger: Logger
    let state = Mutex(State())
    let gathered = GatheredTags()

    package init(client: RedisClient, configuration: TierConfiguration = TierConfiguration(), logger: Logger) {
        self.client = client
        self.configuration = configuration
        self.logger = logger
    }

    package var statistics: TierStatistics {
        let connection = client.statistics.reconnects
        return state.withLock { state in
            var statistics = state.counts
            statistics.isTrusted = state.health.isProven(connection: connection)
            return statistics
        }
    }

    /// What the tier holds may be wrong: it is not read before a new epoch has emptied it for everybody.
    package func distrust() {
        state.withLock { $0.health.distrust() }
    }

    var deadline: ContinuousClock.Instant { .now + configuration.patience }
}
