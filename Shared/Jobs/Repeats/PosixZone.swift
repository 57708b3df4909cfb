/// A rule for all years to come, such as `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX, environment variable TZ).
struct PosixZone: Sendable {
    /// A day of every year, and the time of that day at which clocks change.
    private struct Change {
        let month: Int
        let week: Int
        let weekday: Int
        let seconds: Int

        /// In seconds of the clock before the change, since 1970.
        func local(in year: Int) -> Int {
            let first = LocalTime.number(year: year, month: month, day: 1)
            let weekdayOfFirst = ((first % 7) + 11) % 7
            var day = first + (weekday - weekdayOfFirst + 7) % 7 + (week - 1) * 7
            let next = LocalTime.number(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
            while day >= next { day -= 7 }
            return day * 86_400 + seconds
        }
    }

    private let standard: Int
    private let summer: (offset: Int, start: Change, end: Change)?

    /// Nil for what cannot be read. Days by number (`J60`) are not known: no zone uses them.
    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        var names = ZoneNames(parts[0])
        guard names.name(), let standard = names.offset() else { return nil }
        self.standard = standard
        guard names.name() else {
            summer = nil
            return
        }
        let offset = names.offset() ?? standard + 3_600
        guard parts.count == 3, let start = Self.change(parts[1]), let end = Self.change(parts[2]) else { return nil }
        summer = (offset, start, end)
    }

    private static func change(_ text: Substring) -> Change? {
        let halves = text.split(separator: "/")
        let numbers = halves[0].dropFirst().split(separator: ".").compactMap { Int($0) }
        guard halves[0].first == "M", numbers.count == 3, (1...12).contains(numbers[0]), (1...5).contains(numbers[1]) else { return nil }
        let seconds = halves.count > 1 ? ZoneNames.seconds(halves[1]) : 7_200
        return seconds.map { Change(month: numbers[0], week: numbers[1], weekday: numbers[2] % 7, seconds: $0) }
    }

    func offset(at time: Int) -> Int {
        guard let summer else { return standard }
        let year = LocalTime(seconds: time + standard).year
        let start = summer.start.local(in: year) - standard
        let end = summer.end.local(in: year) - summer.offset
        // South of the equator summer goes over the turn of the year.
        let isSummer = start < end ? time >= start && time < end : time >= start || time < end
        return isSummer ? summer.offset : standard
    }
}

/// The part of a rule before its days: `CET-1CEST`, `<-03>3`.
private struct ZoneNames {
    private var rest: Substring

    init(_ text: Substring) { rest = text }

    /// Passes a name; returns whether there was one.
    mutating func name() -> Bool {
        if rest.first == "<" {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[rest.index(after: end)...]
            return true
        }
        let name = rest.prefix { $0.isLetter }
        rest = rest.dropFirst(name.count)
        return !name.isEmpty
    }

    /// Seconds ahead of UTC: POSIX counts westwards.
    mutating func offset() -> Int? {
        let digits = rest.prefix { $0.isNumber || "+-:".contains($0) }
        rest = rest.dropFirst(digits.count)
        return Self.seconds(digits).map { -$0 }
    }

    /// `[+-]hh[:mm[:ss]]`
    static func seconds(_ text: Substring) -> Int? {
        let sign = text.first == "-" ? -1 : 1
        let parts = text.drop { "+-".contains($0) }.split(separator: ":").map { Int($0) }
        guard !parts.isEmpty, parts.count <= 3 else { return nil }
        var total = 0
        for (part, unit) in zip(parts, [3_600, 60, 1]) {
            guard let part else { return nil }
            total += part * unit
        }
        return sign * total
    }
}
