import Glibc

/// The network that an address lies in, as large as what one household or company has: /24 of IPv4, /48 of IPv6.
struct Network: Sendable, Equatable, CustomStringConvertible {
    let description: String

    /// Nil for what is no address.
    init?(_ address: String) {
        if let bytes = Self.bytes(AF_INET, address, 4) {
            description = Self.v4(bytes[...])
        } else if let bytes = Self.bytes(AF_INET6, address, 16) {
            // An IPv4 client of a socket that takes both has an address of that kind.
            let isMapped = bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
            description = isMapped ? Self.v4(bytes.suffix(4)) : Self.v6(bytes)
        } else {
            return nil
        }
    }

    private static func v4(_ bytes: ArraySlice<UInt8>) -> String {
        "\(bytes.prefix(3).map { "\($0)" }.joined(separator: ".")).0/24"
    }

    private static func v6(_ bytes: [UInt8]) -> String {
        let groups = stride(from: 0, to: 6, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
        return "\(groups.joined(separator: ":"))::/48"
    }

    private static func bytes(_ family: Int32, _ text: String, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
