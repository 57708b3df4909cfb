import Bus
import Contracts
import Postgres
import Resilience

/// Gives each event exactly one effect: the event's sequence is remembered in the transaction of its effect.
package struct Inbox: Sendable {
    private let database: PostgresDatabase
    private let handlers: EventHandlers
    /// Sequences further than this behind the newest are forgotten, and taken as seen by `wait`.
    private static let memory: Int64 = 100_000

    package init(database: PostgresDatabase, handlers: EventHandlers) {
        self.database = database
        self.handlers = handlers
    }

    /// Handles those of a batch that were not handled before, in one transaction.
    package func handle(_ events: [EventEnvelope]) async throws {
        guard let source = events.first?.service.rawValue, let newest = events.map(\.sequence).max() else { return }
        guard events.contains(where: handlers.care) else { return try await pass(events, source, newest) }
        try await database.withTransaction { connection in
            let unseen = Set(try await connection.query(Self.remember(events, source)).map { try $0.get(0, as: Int64.self) })
            var first: Set<Int64> = []
            let events = events.filter { unseen.contains($0.sequence) && first.insert($0.sequence).inserted }
            try await handlers.handle(events, connection, last: Self.progress(source, newest))
        }
    }

    /// Facts that nobody here cares for are remembered all the same, for whoever waits for them, but not by waiting for the disk:
    /// what a crash forgets is only that there was nothing to do.
    private func pass(_ events: [EventEnvelope], _ source: String, _ newest: Int64) async throws {
        _ = try await database.batch([
            "SELECT set_config('synchronous_commit', 'off', true)", Self.remember(events, source), Self.progress(source, newest),
        ])
    }

    /// Answers with the sequences that are new.
    private static func remember(_ events: [EventEnvelope], _ source: String) -> SQL {
        """
        INSERT INTO inbox (source, sequence) SELECT \(source), unnest(\(events.map { Int($0.sequence) })::bigint[])
        ON CONFLICT DO NOTHING RETURNING sequence
        """
    }

    private static func progress(_ source: String, _ newest: Int64) -> SQL {
        """
        INSERT INTO inbox_progress (source, sequence) VALUES (\(source), \(newest))
        ON CONFLICT (source) DO UPDATE SET sequence = greatest(inbox_progress.sequence, excluded.sequence)
        """
    }

    /// Waits until this service has handled the event at `sequence`, up to `limit`. Returns whether it has.
    package func wait(for sequence: Int64, of source: ServiceName, limit: Duration) async throws -> Bool {
        let deadline = Deadline.after(min(limit, Deadline.current?.remaining ?? limit))
        var pause = Duration.milliseconds(2)
        while true {
            if try await hasHandled(sequence, of: source) { return true }
            guard !deadline.hasPassed else { return false }
            try await Task.sleep(for: min(pause, deadline.remaining))
            pause = min(pause * 2, .milliseconds(50))
        }
    }

    private func hasHandled(_ sequence: Int64, of source: ServiceName) async throws -> Bool {
        let rows = try await database.query(
            """
            SELECT EXISTS (SELECT FROM inbox WHERE source = \(source.rawValue) AND sequence = \(sequence))
                OR coalesce((SELECT sequence FROM inbox_progress WHERE source = \(source.rawValue)), 0) > \(sequence + Self.memory)
            """)
        return try rows.first?.get(0) ?? false
    }

    /// Forgets what is too old to come again.
    package func prune() async throws {
        _ = try await database.execute(
            """
            DELETE FROM inbox USING inbox_progress AS progress
            WHERE progress.source = inbox.source AND inbox.sequence < progress.sequence - \(Self.memory)
            """)
    }
}
