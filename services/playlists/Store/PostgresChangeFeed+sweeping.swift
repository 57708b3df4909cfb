import Contracts
import Logging
import Postgres

extension PostgresChangeFeed {
    private static let batch = 10_000

    /// Sweeps every few minutes until the task is cancelled. Any number of replicas may sweep.
    func keepSweeping(_ logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(600))
                try await sweep()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("changes not swept", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Deletes the oldest changes that need not be kept, and moves the horizon behind them.
    func sweep(now: Timestamp = .now()) async throws {
        while try await database.execute(sweepOnce(before: now - retention.age)) > 0 {}
    }

    /// Looks at the oldest only: they are the first to go. Those that another replica is deleting are passed over.
    private func sweepOnce(before time: Timestamp) -> SQL {
        """
        WITH oldest AS (
            SELECT id, at FROM changes ORDER BY id LIMIT \(unescaped: String(Self.batch))
        ), old AS (
            SELECT id FROM changes WHERE id IN (
                SELECT id FROM oldest
                WHERE at < \(time) AND id <= (SELECT id FROM changes ORDER BY id DESC OFFSET \(retention.count) LIMIT 1))
            FOR UPDATE SKIP LOCKED
        ), swept AS (
            DELETE FROM changes USING old WHERE changes.id = old.id RETURNING changes.id
        )
        UPDATE changes_horizon SET swept_through = greatest(swept_through, (SELECT max(id) FROM swept))
        WHERE EXISTS (SELECT FROM swept)
        """
    }
}
