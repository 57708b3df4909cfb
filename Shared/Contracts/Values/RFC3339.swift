/// A reader of RFC 3339 times, byte by byte.
struct RFC3339 {
    private let text: [UInt8]
    private var at = 0
    /// False after a point without digits.
    private var isWellFormed = true
    private(set) var microseconds: Int64 = 0

    init?(_ text: [UInt8]) {
        self.text = text
        guard let day = date(), skip("T") || skip("t") || skip(" "), let time = timeOfDay(), let offset = offset(),
            at == text.count, isWellFormed
        else { return nil }
        microseconds = (Int64(day) * 86_400 - Int64(offset)) * 1_000_000 + time
        // An offset can lead out of the years that have four digits.
        guard Timestamp.writable.contains(microseconds) else { return nil }
    }

    private mutating func date() -> Int? {
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let result = days(year: year, month: month, day: day)
        return civil(fromDays: result).day == day ? result : nil
    }

    private mutating func timeOfDay() -> Int64? {
        guard let hour = number(2), skip(":"), let minute = number(2), skip(":"), let second = number(2),
            hour < 24, minute < 60, second < 60
        else { return nil }
        return Int64(hour * 3600 + minute * 60 + second) * 1_000_000 + fraction()
    }

    private mutating func fraction() -> Int64 {
        guard skip(".") else { return 0 }
        isWellFormed = at < text.count && isDigit(text[at])
        var value: Int64 = 0
        var scale: Int64 = 100_000
        while at < text.count, let digit = digit() {
            value += Int64(digit) * scale
            scale /= 10
        }
        return value
    }

    private mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hour = number(2), skip(":"), let minute = number(2), hour < 24, minute < 60 else { return nil }
        return sign * (hour * 3600 + minute * 60)
    }

    private mutating func number(_ width: Int) -> Int? {
        var value = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func digit() -> Int? {
        guard at < text.count, isDigit(text[at]) else { return nil }
        defer { at += 1 }
        return Int(text[at] - UInt8(ascii: "0"))
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }
}
