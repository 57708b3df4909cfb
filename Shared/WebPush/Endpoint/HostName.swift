import NIOCore

/// Which spellings of a host are taken.
enum HostName {
    /// A name of letters, digits, hyphens and underscores between dots, or a dotted quad. `2130706433`, `0x7f.1` and `127.1` are
    /// addresses to some resolvers, so they are none here: what ends in a number must be the usual spelling of an IPv4
    /// address (WHATWG URL, section 3.5).
    static func isSound(_ host: String) -> Bool {
        guard (1...253).contains(host.utf8.count) else { return false }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy({ (1...63).contains($0.utf8.count) && $0.utf8.allSatisfy(isNameByte) }), let last = labels.last else {
            return false
        }
        return isNumber(last) ? isIPv4(host) : true
    }

    static func isAddress(_ host: String) -> Bool { isIPv4(host) || isIPv6(host) }

    static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.utf8.allSatisfy(isDigit) && (part == "0" || !part.hasPrefix("0")) && UInt8(part) != nil
            }
    }

    /// Without a zone: an interface's name says nothing to anybody else.
    static func isIPv6(_ host: String) -> Bool {
        guard host.contains(":"), !host.contains("%"), case .v6? = try? SocketAddress(ipAddress: host, port: 0) else { return false }
        return true
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isNumber(_ label: Substring) -> Bool {
        label.utf8.allSatisfy(isDigit) || (label.hasPrefix("0x") && label.dropFirst(2).utf8.allSatisfy(isHexDigit))
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}
