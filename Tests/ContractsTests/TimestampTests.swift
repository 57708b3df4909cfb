import Contracts
import Foundation
import Testing

@Suite struct TimestampTests {
    @Test func readsAndWritesAsFoundationDoes() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            // From 1583, since when Foundation has our calendar, to 9999.
            let milliseconds = Int64.random(in: -12_212_553_600_000...253_402_300_799_999, using: &generator)
            let time = Timestamp(milliseconds: milliseconds)
            let read = try #require(try? style.parse(time.description), "\(time)")
            #expect(abs(read.timeIntervalSince1970 - Double(milliseconds) / 1000) < 0.0005, "\(time)")
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test func keepsMicrosecondsThatItReads() {
        #expect(Timestamp("2026-11-22T16:51:01.123456Z")?.microseconds == 1_795_366_261_123_456)
        #expect(Timestamp("2026-11-22T16:51:01.123456789Z")?.microseconds == 1_795_366_261_123_456)
        #expect(Timestamp("2026-11-22t16:51:01z") == Timestamp("2026-11-22T17:51:01.000+01:00"))
        #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999Z")
    }

    @Test(arguments: [
        "", "2026", "2026-11-22", "2026-11-22T16:51", "2026-11-22T16:51:01", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T16:60:00Z", "2026-11-22T16:51:01.Z", "2026-11-22T16:51:01ZZ",
        "2026-11-22T16:51:01+1:00", "+026-11-22T16:51:01Z", "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-00:01",
        "２026-11-22T16:51:01Z",
    ])
    func refusesWhatIsNotRFC3339(text: String) { #expect(Timestamp(text) == nil) }

    @Test(arguments: [Int64.min, -62_167_219_200_000_001, 253_402_300_800_000_000, .max])
    func aTimeBeyondTheCalendarIsWrittenAsItsEnd(microseconds: Int64) {
        let text = Timestamp(microseconds: microseconds).description
        #expect(text == (microseconds < 0 ? "0000-01-01T00:00:00.000Z" : "9999-12-31T23:59:59.999Z"))
    }

    @Test func leapDaysExistInLeapYearsOnly() {
        #expect(Timestamp("2024-02-29T00:00:00Z") != nil)
        #expect(Timestamp("2000-02-29T00:00:00Z") != nil)
        #expect(Timestamp("1900-02-29T00:00:00Z") == nil)
    }

    @Test func addsDurations() {
        let time = Timestamp(milliseconds: 1_000)
        #expect(time + .seconds(2) == Timestamp(milliseconds: 3_000))
        #expect(time - .milliseconds(1_500) == Timestamp(milliseconds: -500))
    }
}
