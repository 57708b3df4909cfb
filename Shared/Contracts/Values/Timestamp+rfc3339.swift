import JSON

extension Timestamp: LosslessStringConvertible, Codable, JSONWritable {
    /// `2026-11-22T16:51:01.123Z`
    package var description: String { withText { String(decoding: $0, as: UTF8.self) } }

    package func write(to writer: inout JSONWriter) { withText { writer.quoted(ascii: $0) } }

    /// Reads `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`, RFC 3339 section 5.6.
    package init?(_ description: String) {
        guard let microseconds = RFC3339(Array(description.utf8))?.microseconds else { return nil }
        self.init(microseconds: microseconds)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be an RFC 3339 time")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The years 0000 to 9999, which RFC 3339 can spell.
    static let writable: ClosedRange<Int64> = -62_167_219_200_000_000...253_402_300_799_999_999

    /// Lends the 24 characters. A time outside of `writable` is written as the end that is nearer.
    private func withText<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let nearest = min(max(microseconds, Self.writable.lowerBound), Self.writable.upperBound)
        let milliseconds = nearest.flooredDivision(by: 1000)
        let day = milliseconds.flooredDivision(by: 86_400_000)
        let ofDay = Int(milliseconds - day * 86_400_000)
        let (year, month, date) = civil(fromDays: Int(day))
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { text in
            text.put(year / 100, at: 0, then: nil)
            text.put(year % 100, at: 2, then: "-")
            text.put(month, at: 5, then: "-")
            text.put(date, at: 8, then: "T")
            text.put(ofDay / 3_600_000, at: 11, then: ":")
            text.put(ofDay / 60_000 % 60, at: 14, then: ":")
            text.put(ofDay / 1000 % 60, at: 17, then: ".")
            text.put(ofDay % 1000 / 10, at: 20, then: nil)
            text[22] = UInt8(ascii: "0") + UInt8(ofDay % 10)
            text[23] = UInt8(ascii: "Z")
            return body(UnsafeRawBufferPointer(text))
        }
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes two digits, and the mark that separates them from the next.
    fileprivate func put(_ value: Int, at index: Int, then mark: Unicode.Scalar?) {
        self[index] = UInt8(ascii: "0") + UInt8(value / 10)
        self[index + 1] = UInt8(ascii: "0") + UInt8(value % 10)
        if let mark { self[index + 2] = UInt8(ascii: mark) }
    }
}

/// Year, month and day of a day number since 1970-01-01 in the proleptic Gregorian calendar
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`).
func civil(fromDays day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
}

/// The inverse: `days_from_civil` of the same source.
func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
}
