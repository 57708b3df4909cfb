/// A client as limits count it: an IPv4 address, or the first 64 bits of an IPv6 address. One host has all the addresses below
/// those (RFC 4291, section 2.5.1), so counting each alone would count nothing.
struct ClientNetwork: Sendable, Hashable, CustomStringConvertible {
    private let high: UInt64
    /// Zero for IPv6.
    private let low: UInt64

    init?(_ address: String) {
        guard let (bytes, _) = AddressRange.parsed(address) else { return nil }
        let (first, second) = (Self.number(bytes[..<8]), Self.number(bytes[8...]))
        // IPv4 is spelled `::ffff:a.b.c.d` in IPv6.
        let isIPv4 = first == 0 && second >> 32 == 0xFFFF
        high = first
        low = isIPv4 ? second : 0
    }

    var description: String {
        if low != 0 { return stride(from: 24, through: 0, by: -8).map { "\(low >> $0 & 0xFF)" }.joined(separator: ".") }
        return stride(from: 48, through: 0, by: -16).map { String(high >> $0 & 0xFFFF, radix: 16) }.joined(separator: ":") + "::/64"
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
