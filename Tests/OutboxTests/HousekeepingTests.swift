import Bus
import Contracts
import Outbox
import Postgres
import TestSupport
import Testing

@Suite struct HousekeepingTests {
    @Test func forgetsAnswersThatAreTooOldToBeAskedForAgain() async throws {
        try await withOutboxWorld { world in
            for (key, age) in [("r:old", "11 minutes"), ("r:new", "9 minutes"), ("k:old", "25 hours"), ("k:new", "23 hours")] {
                try await world.database.execute(
                    """
                    INSERT INTO request_log (key, fingerprint, status, headers, body, position, created_at)
                    VALUES (\(key), 0, 200, '', '', 0, now() - \(age)::text::interval)
                    """)
            }
            try await Housekeeping(database: world.database, inbox: nil, logger: TestPostgres.quietLogger).sweep()
            let left: [String] = try await world.database.query("SELECT key FROM request_log ORDER BY key").map { try $0.get(0) }
            #expect(left == ["k:new", "r:new"])
        }
    }
}
