/// The binary form of `numeric`, which is what `sum(bigint)` and `avg` answer with.
struct PostgresNumeric {
    /// In base 10 000, the most significant first.
    private let digits: [Int16]
    /// The first digit counts 10 000 to this power.
    private let weight: Int
    private let isNegative: Bool
    private let mismatch: PostgresError

    init(_ cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.present()
        let words = stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int16.self))
        }
        mismatch = cell.mismatch("an integer")
        guard words.count >= 4, words.count == 4 + Int(words[0]) else { throw cell.mismatch("a numeric") }
        guard words[2] == 0 || words[2] == 0x4000 else { throw cell.mismatch("a finite numeric") }
        weight = Int(words[1])
        isNegative = words[2] == 0x4000
        digits = Array(words[4...])
    }

    var double: Double {
        var value = 0.0
        for digit in digits { value = value * 10_000 + Double(digit) }
        let exponent = weight - digits.count + 1
        for _ in 0..<abs(exponent) { value = exponent > 0 ? value * 10_000 : value / 10_000 }
        return isNegative ? -value : value
    }

    /// Throws for a fraction and for what does not fit.
    var integer: Int64 {
        get throws(PostgresError) {
            guard digits.count <= max(0, weight + 1) else { throw mismatch }
            var value: Int64 = 0
            for index in 0..<max(0, weight + 1) {
                let digit = Int64(index < digits.count ? digits[index] : 0)
                let (scaled, overflow) = value.multipliedReportingOverflow(by: 10_000)
                let (next, carry) = scaled.addingReportingOverflow(isNegative ? -digit : digit)
                guard !overflow, !carry else { throw mismatch }
                value = next
            }
            return value
        }
    }
}
