import FoundationEssentials

/// Times as cameras and containers write them.
enum CameraTime {
    /// `2024:05:31 18:02:11` and `2024-05-31T18:02:11.000000Z`; the offset is `+02:00`. nil for anything else.
    static func date(_ text: String?, offset: String? = nil) -> Date? {
        guard let text else { return nil }
        let parts = text.prefix(19).split(whereSeparator: { !$0.isASCII || !$0.isNumber }).compactMap { Int($0) }
        guard parts.count == 6, (1800...2200).contains(parts[0]), (1...12).contains(parts[1]),
            (1...31).contains(parts[2]), (0...23).contains(parts[3]), (0...59).contains(parts[4]),
            (0...60).contains(parts[5])
        else { return nil }
        let days = days(year: parts[0], month: parts[1], day: parts[2])
        let seconds = days * 86_400 + parts[3] * 3_600 + parts[4] * 60 + parts[5]
        return Date(timeIntervalSince1970: Double(seconds - secondsAhead(offset)))
    }

    /// Days since 1970 in the Gregorian calendar; years begin in March so that the leap day comes last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func secondsAhead(_ offset: String?) -> Int {
        guard let offset, let sign = offset.first, sign == "+" || sign == "-" else { return 0 }
        let parts = offset.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, parts[0] < 15, parts[1] < 60 else { return 0 }
        return (sign == "-" ? -1 : 1) * (parts[0] * 3_600 + parts[1] * 60)
    }
}
