import Contracts
import Outbox
import Postgres
import TestSupport
import Testing

@Suite struct RepresentationTests {
    @Test func idsAndTimesComeBackAsTheyWere() async throws {
        try await withOutboxWorld { world in
            let id = MediaID.make()
            for microseconds in [Int64(0), -1, 1_795_366_261_123_456, -62_135_596_800_000_000] {
                let time = Timestamp(microseconds: microseconds)
                let row = try await world.database.query("SELECT \(id), \(time), \(id)::text").only
                #expect(try row.get(0, as: MediaID.self) == id)
                #expect(try row.get(1, as: Timestamp.self) == time)
                #expect(try row.get(2, as: String.self) == id.description)
            }
        }
    }
}
