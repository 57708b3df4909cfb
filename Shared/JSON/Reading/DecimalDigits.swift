/// A number as mantissa and power of ten, exactly; the mantissa ends in no zero.
struct DecimalDigits {
    /// Nil where it takes more than 64 bits.
    private(set) var mantissa: UInt64? = 0
    private(set) var exponent = 0
    private var zeros = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        var isFraction = false
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "-"): continue
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent += Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)) ?? 0
                exponent += zeros
                return
            default:
                add(byte - UInt8(ascii: "0"))
                if isFraction { exponent -= 1 }
            }
        }
        exponent += zeros
    }

    /// The magnitude, where it is whole and fits.
    var whole: UInt64? {
        guard var value = mantissa, exponent >= 0 else { return nil }
        for _ in 0..<exponent {
            let (tenfold, isTooMuch) = value.multipliedReportingOverflow(by: 10)
            if isTooMuch { return nil }
            value = tenfold
        }
        return value
    }

    /// Zeros wait for a digit that needs them.
    private mutating func add(_ digit: UInt8) {
        guard digit != 0 else {
            zeros += 1
            return
        }
        for _ in 0..<zeros { shift(adding: 0) }
        shift(adding: digit)
        zeros = 0
    }

    private mutating func shift(adding digit: UInt8) {
        guard let value = mantissa, value != 0 || digit != 0 else { return }
        let (tenfold, isTooMuch) = value.multipliedReportingOverflow(by: 10)
        let (sum, isOver) = tenfold.addingReportingOverflow(UInt64(digit))
        mantissa = isTooMuch || isOver ? nil : sum
    }
}
