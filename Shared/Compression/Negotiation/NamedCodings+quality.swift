extension NamedCodings {
    /// The thousandths in `q=0.5`; nil if it is no weight (RFC 9110, section 12.4.2: 0 to 1, with up to three decimals).
    static func quality(_ weight: ASCIISlice) -> Int? {
        guard weight.hasPrefix("q=") else { return nil }
        let value = weight.dropFirst(2)
        guard let whole = value.first.flatMap(digit), whole <= 1 else { return nil }
        let fraction = value.dropFirst()
        guard let point = fraction.first else { return whole * 1000 }
        guard point == UInt8(ascii: "."), let decimals = thousandths(fraction.dropFirst()) else { return nil }
        let quality = whole * 1000 + decimals
        return quality <= AcceptEncoding.highest ? quality : nil
    }

    private static func thousandths(_ decimals: ASCIISlice) -> Int? {
        guard decimals.count <= 3 else { return nil }
        var sum = 0
        var place = 100
        for byte in decimals {
            guard let digit = digit(byte) else { return nil }
            sum += digit * place
            place /= 10
        }
        return sum
    }

    private static func digit(_ byte: UInt8) -> Int? {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte ? Int(byte - UInt8(ascii: "0")) : nil
    }
}
