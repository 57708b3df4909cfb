import Glibc

/// An IP address or network: `10.0.0.0/8`, `::1`. IPv4 is kept as IPv6 knows it, so that both spellings of one meet.
struct AddressRange: Sendable, Hashable {
    private let bytes: [UInt8]
    private let length: Int

    init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first, let (bytes, width) = Self.parsed(String(first)) else { return nil }
        let length = halves.count > 1 ? Int(halves[1]) : width
        guard let length, (0...width).contains(length) else { return nil }
        self.bytes = bytes
        self.length = length + 128 - width
    }

    func contains(_ address: String) -> Bool {
        guard let (other, _) = Self.parsed(address) else { return false }
        let whole = length / 8
        guard bytes[..<whole] == other[..<whole] else { return false }
        let mask = ~(UInt8.max >> UInt8(length % 8))
        return whole == 16 || bytes[whole] & mask == other[whole] & mask
    }

    /// The sixteen bytes, and how many bits the spelling has.
    static func parsed(_ text: String) -> (bytes: [UInt8], width: Int)? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET6, text, &bytes) == 1 { return (bytes, 128) }
        var short = [UInt8](repeating: 0, count: 4)
        guard inet_pton(AF_INET, text, &short) == 1 else { return nil }
        return ([UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + short, 32)
    }
}
