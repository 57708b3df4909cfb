import NIOCore

/// An address, as far as it matters whether everyone could reach it.
enum IPAddress: Hashable, Sendable {
    case v4(UInt32)
    /// The upper and the lower half.
    case v6(UInt64, UInt64)

    /// Nil for a socket of the file system.
    init?(_ address: SocketAddress) {
        switch address {
        case .v4(let address): self = .v4(UInt32(bigEndian: address.address.sin_addr.s_addr))
        case .v6(let address):
            self = withUnsafeBytes(of: address.address.sin6_addr) { bytes in
                .v6(
                    UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
            }
        case .unixDomainSocket: return nil
        }
    }

    /// Whether it is a host's of the internet: not this machine's, a private network's, a provider's own (where instances ask
    /// for their secrets), a group's, or one kept for documentation.
    var isPublic: Bool {
        switch self {
        case .v4(let address): !Self.specialIPv4.contains { (address ^ $0.prefix) >> (32 - $0.length) == 0 }
        // An IPv4 address in other clothes: mapped (RFC 4291, section 2.5.5.2), or behind a translator (RFC 6052).
        case .v6(0, let low) where low >> 32 == 0xFFFF: IPAddress.v4(UInt32(truncatingIfNeeded: low)).isPublic
        case .v6(0x0064_FF9B_0000_0000, let low) where low >> 32 == 0: IPAddress.v4(UInt32(truncatingIfNeeded: low)).isPublic
        case .v6(let high, _):
            // All that is given out for use by hosts of the internet lies in 2000::/3.
            high >> 61 == 1 && !Self.specialIPv6.contains { (high ^ $0.prefix) >> (64 - $0.length) == 0 }
        }
    }

    // What IANA's registries of special-purpose addresses name (RFC 6890 and its updates), multicast, and what is reserved.
    private static let specialIPv4: [(prefix: UInt32, length: UInt32)] = [
        (0x0000_0000, 8),  // 0.0.0.0/8: this network
        (0x0A00_0000, 8),  // 10.0.0.0/8: private
        (0x6440_0000, 10),  // 100.64.0.0/10: carriers' own
        (0x7F00_0000, 8),  // 127.0.0.0/8: this machine
        (0xA9FE_0000, 16),  // 169.254.0.0/16: link-local, and providers' metadata
        (0xAC10_0000, 12),  // 172.16.0.0/12: private
        (0xC000_0000, 24),  // 192.0.0.0/24: protocols
        (0xC000_0200, 24),  // 192.0.2.0/24: documentation
        (0xC058_6300, 24),  // 192.88.99.0/24: relays of 6to4, given up
        (0xC0A8_0000, 16),  // 192.168.0.0/16: private
        (0xC612_0000, 15),  // 198.18.0.0/15: benchmarks
        (0xC633_6400, 24),  // 198.51.100.0/24: documentation
        (0xCB00_7100, 24),  // 203.0.113.0/24: documentation
        (0xE000_0000, 4),  // 224.0.0.0/4: multicast
        (0xF000_0000, 4),  // 240.0.0.0/4: reserved, and broadcast
    ]
    private static let specialIPv6: [(prefix: UInt64, length: UInt64)] = [
        (0x2001_0000_0000_0000, 23),  // 2001::/23: protocols, Teredo among them, which holds an IPv4 address
        (0x2001_0DB8_0000_0000, 32),  // 2001:db8::/32: documentation
        (0x2002_0000_0000_0000, 16),  // 2002::/16: 6to4, which holds an IPv4 address
        (0x3FFF_0000_0000_0000, 20),  // 3fff::/20: documentation
    ]
}
