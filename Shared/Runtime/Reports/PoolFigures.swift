import Observability
import Postgres

/// A pool of connections, for people. Times in milliseconds; the waits are those of the last five minutes.
package struct PoolFigures: Codable, Sendable {
    package var minimum: Int
    package var maximum: Int
    package var size: Int
    package var inUse: Int
    package var idle: Int
    package var waiting: Int
    package var acquireP50Ms: Double?
    package var acquireP95Ms: Double?
    /// How many those two are made from.
    package var acquired: Int
    package var timeouts: Int
    package var created: Int
    package var closed: Int
    package var failed: Int
    package var oldestWaitingMs: Double?
    package var oldestConnectionSeconds: Double?

    init(_ pool: PoolStatistics, _ configuration: PostgresConfiguration, waits: HistogramWindow, now: ContinuousClock.Instant) {
        minimum = configuration.minimumConnections
        maximum = configuration.maximumConnections
        size = pool.idle + pool.busy
        (inUse, idle, waiting) = (pool.busy, pool.idle, pool.waiting)
        acquireP50Ms = waits.quantile(0.5).map { ($0 * 1000).rounded(toPlaces: 3) }
        acquireP95Ms = waits.quantile(0.95).map { ($0 * 1000).rounded(toPlaces: 3) }
        acquired = waits.samples
        (timeouts, created, closed, failed) = (pool.timeouts, pool.created, pool.closed, pool.failed)
        oldestWaitingMs = pool.oldestWaitingSince.map { (($0.duration(to: now)) / .milliseconds(1)).rounded(toPlaces: 3) }
        oldestConnectionSeconds = pool.oldestConnectionSince.map { ($0.duration(to: now) / .seconds(1)).rounded(toPlaces: 1) }
    }
}
