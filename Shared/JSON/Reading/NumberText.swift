/// Reads what the scanner has found to be a JSON number.
enum NumberText {
    /// Digits, maybe behind a minus; nil for what does not fit.
    static func integer<T: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer) -> T? {
        guard let magnitude = magnitude(bytes) else { return nil }
        return signed(magnitude, isNegative(bytes))
    }

    /// A number with a fraction or an exponent, where it is whole and fits.
    ///
    /// Below 2^53 the nearest `Double` decides, so that 0.99999999999999999 counts as 1; above that, the digits.
    static func whole<T: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer) -> T? {
        guard let double = Double(String(decoding: bytes, as: UTF8.self)), let value = T(exactly: double) else { return nil }
        if double.magnitude < 0x1p53 { return value }
        guard let magnitude = DecimalDigits(bytes).whole else { return nil }
        return signed(magnitude, isNegative(bytes))
    }

    /// The nearest value; nil where that is infinite, or zero although a digit is not.
    static func real<T: BinaryFloatingPoint & LosslessStringConvertible>(_ bytes: UnsafeRawBufferPointer) -> T? {
        if bytes.allSatisfy(isDigitOrMinus), let magnitude = magnitude(bytes), let exact = T(exactly: magnitude) {
            return isNegative(bytes) ? -exact : exact
        }
        // Independent of the locale, and rounded rightly.
        guard let value = T(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value == 0 && DecimalDigits(bytes).mantissa != 0 ? nil : value
    }

    private static func isNegative(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.first == UInt8(ascii: "-") }

    private static func isDigitOrMinus(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") }

    private static func magnitude(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
        var magnitude: UInt64 = 0
        for index in (isNegative(bytes) ? 1 : 0)..<bytes.count {
            let (tenfold, isTooMuch) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, isOver) = tenfold.addingReportingOverflow(UInt64(bytes[index] - UInt8(ascii: "0")))
            guard !isTooMuch, !isOver else { return nil }
            magnitude = sum
        }
        return magnitude
    }

    private static func signed<T: FixedWidthInteger>(_ magnitude: UInt64, _ isNegative: Bool) -> T? {
        guard isNegative else { return T(exactly: magnitude) }
        guard magnitude <= Int64.min.magnitude else { return nil }
        return T(exactly: Int64(truncatingIfNeeded: 0 &- magnitude))
    }
}
