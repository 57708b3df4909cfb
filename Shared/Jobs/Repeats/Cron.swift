/// A schedule of five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday).
///
/// A field is `*`, a number, a range `1-5`, either with a step `*/15`, or a list of these; months and days have English names of three
/// letters, too. Where both kinds of day are restricted, one that fits either is meant (POSIX, crontab). A local time that the clock skips
/// fires right after the gap; one that comes twice fires the first time, unless the hour is `*`.
package struct Cron: Sendable, Hashable {
    let minutes: Set<Int>
    let hours: Set<Int>
    let days: Set<Int>
    let months: Set<Int>
    let weekdays: Set<Int>
    private let isHourFree: Bool
    private let areDaysFree: Bool
    private let areWeekdaysFree: Bool
    /// A schedule that has no tick within so many days has none at all: a 29th of February may be eight years away.
    private static let horizon = 366 * 9

    /// Nil for what is no such schedule.
    package init?(_ text: String) {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 5, let minutes = CronField(fields[0], in: 0...59), let hours = CronField(fields[1], in: 0...23),
            let days = CronField(fields[2], in: 1...31), let months = CronField(fields[3], in: 1...12, names: Self.monthNames, from: 1),
            let weekdays = CronField(fields[4], in: 0...7, names: Self.dayNames, from: 0)
        else { return nil }
        self.minutes = minutes.values
        self.hours = hours.values
        self.days = days.values
        self.months = months.values
        self.weekdays = Set(weekdays.values.map { $0 % 7 })
        isHourFree = hours.isFree
        areDaysFree = days.isFree
        areWeekdaysFree = weekdays.isFree
    }

    private static let monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// The first tick after a moment, both in seconds since 1970; nil where there is none.
    package func next(after moment: Int, in zone: TimeZoneRules) -> Int? {
        var time = (Int((Double(moment) / 60).rounded(.down)) + 1) * 60
        let end = time + Self.horizon * 86_400
        while time < end {
            if !isHourFree, fitsGap(before: time, zone) { return time }
            let local = LocalTime(time, zone)
            if !months.contains(local.month) || !fitsDay(local) {
                time = local.nextDay(in: zone)
            } else if !hours.contains(local.hour) {
                time += (60 - local.minute) * 60
            } else if !minutes.contains(local.minute) || (!isHourFree && isRepeated(time, zone)) {
                time += 60
            } else {
                return time
            }
        }
        return nil
    }

    private func fitsDay(_ local: LocalTime) -> Bool {
        let (day, weekday) = (days.contains(local.day), weekdays.contains(local.weekday))
        return areDaysFree || areWeekdaysFree ? day && weekday : day || weekday
    }

    private func fits(_ local: LocalTime) -> Bool {
        months.contains(local.month) && fitsDay(local) && hours.contains(local.hour) && minutes.contains(local.minute)
    }

    /// Whether the clock was put forward just before `time`, over a local time that fits.
    private func fitsGap(before time: Int, _ zone: TimeZoneRules) -> Bool {
        let old = zone.offset(at: time - 60)
        let gap = zone.offset(at: time) - old
        return gap > 0 && stride(from: 0, to: gap, by: 60).contains { fits(LocalTime(seconds: time + old + $0)) }
    }

    /// Whether the clock showed the same before it was put back.
    private func isRepeated(_ time: Int, _ zone: TimeZoneRules) -> Bool {
        let offset = zone.offset(at: time)
        return [1_800, 3_600, 7_200].contains { zone.offset(at: time - $0) - offset == $0 }
    }
}
