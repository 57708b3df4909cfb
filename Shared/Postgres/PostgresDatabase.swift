package import Logging

/// A pool of connections to one database, and the ways to use it.
///
/// Connections are opened when they are needed; `run()` holds the minimum ready besides. A statement is never sent
/// twice, but for `queryGathered`: when its connection breaks it fails with `.connectionLost`, and the next one gets a new connection.
/// Each call obeys the task's cancellation and `PostgresDeadline.current`; both cancel the statement on the server.
package final class PostgresDatabase: Sendable {
    package let configuration: PostgresConfiguration
    package let monitor: QueryMonitor
    let pool: Pool
    /// Small groups, so that while one is read the next is on its way.
    let gatheredReads = Gathering(lanes: 2, largestGroup: 8)
    /// One at a time: whoever waits for the disk's answer gathers the more.
    let gatheredWrites = Gathering(lanes: 1, largestGroup: 32)

    /// Opens nothing yet.
    /// - Parameter acquired: told how long each caller waited for a connection. It must be quick.
    package init(
        configuration: PostgresConfiguration, logger: Logger, monitor: QueryMonitor? = nil,
        acquired: @escaping @Sendable (Duration) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.monitor = monitor ?? QueryMonitor(slowQueryThreshold: configuration.slowQueryThreshold, logger: logger)
        pool = Pool(configuration: configuration, logger: logger, acquired: acquired)
        pool.start()
    }

    deinit { pool.beginClosing() }

    /// Keeps the minimum of connections open until the task is cancelled. The database stays usable after that.
    package func run() async {
        pool.keepMinimum(true)
        let (never, _) = AsyncStream.makeStream(of: Never.self)
        for await _ in never {}
        pool.keepMinimum(false)
    }

    /// Refuses new work and returns when the last connection is closed. What is running may finish for 5 s.
    package func close() async { await pool.close() }

    package var statistics: PoolStatistics { pool.statistics }
}
