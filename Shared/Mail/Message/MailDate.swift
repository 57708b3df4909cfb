/// A moment as a `Date` header tells it, in UTC (RFC 5322, 3.3).
package struct MailDate: Sendable, Hashable, CustomStringConvertible {
    private let seconds: Int

    package init(secondsSince1970 seconds: Int) { self.seconds = seconds }

    package var description: String {
        let (day, second) = seconds.quotientAndRemainder(flooredBy: 86_400)
        let (year, month, dayOfMonth) = Self.date(day: day)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][day.quotientAndRemainder(flooredBy: 7).remainder]
        let time = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(weekday), \(dayOfMonth) \(Self.months[month - 1]) \(year) \(time) +0000"
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The proleptic Gregorian date of a day counted from 1 January 1970, by Howard Hinnant's `civil_from_days`: years begin
    /// in March, so that the leap day comes last, and 400 of them are always 146 097 days.
    private static func date(day: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (day + 719_468).quotientAndRemainder(flooredBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int {
    fileprivate func quotientAndRemainder(flooredBy divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
