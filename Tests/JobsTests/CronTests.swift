import Foundation
import Testing

@testable import Jobs

@Suite struct CronTests {
    private func next(_ cron: String, after text: String, in zone: String = "UTC") throws -> String {
        let formatter = ISO8601DateFormatter()
        let moment = try #require(formatter.date(from: text))
        let rules = try #require(TimeZoneRules(named: zone))
        let schedule = try #require(Cron(cron))
        let found = try #require(schedule.next(after: Int(moment.timeIntervalSince1970), in: rules))
        return formatter.string(from: Date(timeIntervalSince1970: Double(found)))
    }

    @Test(arguments: [
        ("* * * * *", "2026-03-01T10:00:00Z", "2026-03-01T10:01:00Z"), ("*/15 * * * *", "2026-03-01T10:50:01Z", "2026-03-01T11:00:00Z"),
        ("30 4 * * *", "2026-03-01T04:30:00Z", "2026-03-02T04:30:00Z"), ("0 0 1 * *", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z"),
        ("0 9 * * 1-5", "2026-03-06T09:00:00Z", "2026-03-09T09:00:00Z"), ("0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z"),
        ("0 0 13 * FRI", "2026-03-01T00:00:00Z", "2026-03-06T00:00:00Z"),
        ("5,10 0 * jan,Feb 7", "2026-03-01T00:00:00Z", "2027-01-03T00:05:00Z"),
        ("10/20 23 * * *", "2026-03-01T23:30:00Z", "2026-03-01T23:50:00Z"),
    ])
    func findsTheNextTick(cron: String, after: String, expected: String) throws {
        #expect(try next(cron, after: after) == expected)
    }

    @Test(arguments: [
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *", "*/0 * * * *",
        "a * * * *", "1,, * * * *", "1-2-3 * * * *", "1/2/3 * * * *",
    ])
    func refusesWhatIsNoSchedule(text: String) { #expect(Cron(text) == nil) }

    /// Clocks in Berlin go from 2:00 to 3:00 on 29 March 2026 and from 3:00 to 2:00 on 25 October.
    @Test func aSkippedTimeFiresRightAfterTheGap() throws {
        #expect(try next("30 2 * * *", after: "2026-03-28T12:00:00Z", in: "Europe/Berlin") == "2026-03-29T01:00:00Z")
        #expect(try next("30 2 * * *", after: "2026-03-29T01:00:00Z", in: "Europe/Berlin") == "2026-03-30T00:30:00Z")
    }

    @Test func aTimeThatComesTwiceFiresOnce() throws {
        #expect(try next("30 2 * * *", after: "2026-10-24T12:00:00Z", in: "Europe/Berlin") == "2026-10-25T00:30:00Z")
        #expect(try next("30 2 * * *", after: "2026-10-25T00:30:00Z", in: "Europe/Berlin") == "2026-10-26T01:30:00Z")
        #expect(try next("*/30 * * * *", after: "2026-10-25T00:30:00Z", in: "Europe/Berlin") == "2026-10-25T01:00:00Z")
    }

    /// Against looking at every minute with Foundation's calendar, in zones whose clocks are not put forward or back near it.
    @Test(arguments: ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo"])
    func fitsFoundationsCalendar(zone: String) throws {
        let rules = try #require(TimeZoneRules(named: zone))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        for _ in 0..<60 {
            let (minute, hour) = (Int.random(in: 0...59), Int.random(in: 4...22))
            let cron = try #require(Cron("\(minute) \(hour) * * \(Int.random(in: 0...6))"))
            let start = Int.random(in: 1_700_000_000...2_400_000_000)
            let found = try #require(cron.next(after: start, in: rules))
            let parts = calendar.dateComponents([.minute, .hour, .weekday, .second], from: Date(timeIntervalSince1970: Double(found)))
            #expect(parts.minute == minute && parts.hour == hour && parts.second == 0)
            #expect(found > start && found - start <= 8 * 86_400)
        }
    }
}

@Suite struct TimeZoneRulesTests {
    @Test(arguments: [
        "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe",
        "Australia/Sydney", "Pacific/Auckland", "Africa/Casablanca", "Asia/Tokyo", "UTC",
    ])
    func offsetsAreFoundations(name: String) throws {
        let rules = try #require(TimeZoneRules(named: name))
        let zone = try #require(TimeZone(identifier: name))
        for _ in 0..<2_000 {
            let time = Int.random(in: 0...2_145_916_800)
            #expect(rules.offset(at: time) == zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time))), "\(time)")
        }
    }

    @Test func ruinedFilesAreRefused() throws {
        let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
        #expect(TimeZoneRules(file: file) != nil)
        for length in stride(from: 0, to: file.count - 60, by: 7) { #expect(TimeZoneRules(file: Array(file.prefix(length))) == nil) }
        for _ in 0..<500 {
            var ruined = file
            ruined[Int.random(in: ruined.indices)] = .random(in: 0...255)
            // Whatever it reads, it ends.
            _ = TimeZoneRules(file: ruined)?.offset(at: 1_700_000_000)
        }
    }
}
