/// What a clock on the wall shows, to the minute, in the proleptic Gregorian calendar.
struct LocalTime {
    let month: Int
    let day: Int
    /// 0 is Sunday.
    let weekday: Int
    let hour: Int
    let minute: Int
    let year: Int
    private let seconds: Int

    init(_ time: Int, _ zone: TimeZoneRules) { self.init(seconds: time + zone.offset(at: time)) }

    /// - Parameter seconds: since 1970-01-01 on that clock.
    init(seconds: Int) {
        self.seconds = seconds
        let number = Self.floor(seconds, 86_400)
        let ofDay = seconds - number * 86_400
        (hour, minute) = (ofDay / 3_600, ofDay / 60 % 60)
        // The first of January 1970 was a Thursday.
        weekday = (number % 7 + 11) % 7
        (year, month, day) = Self.civil(number)
    }

    /// When the next day begins.
    func nextDay(in zone: TimeZoneRules) -> Int {
        let midnight = (Self.floor(seconds, 86_400) + 1) * 86_400
        let guess = midnight - zone.offset(at: midnight - zone.offset(at: midnight))
        // Where midnight is skipped, the first minute after it.
        return guess + zone.offset(at: guess) < midnight ? guess + 3_600 : guess
    }

    static func floor(_ value: Int, _ divisor: Int) -> Int { (value - ((value % divisor) + divisor) % divisor) / divisor }

    /// `civil_from_days` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = floor(shifted, 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// `days_from_civil` of the same.
    static func number(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floor(shifted, 400)
        let yearOfEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
    }
}
