/// Where a push service takes one subscription's messages. It came from a client, so it is read strictly and once: what is
/// checked is what is connected to.
package struct PushEndpoint: Sendable, Hashable {
    package static let longest = 2048

    package let isSecure: Bool
    /// Lower case; an IPv6 address without brackets.
    package let host: String
    package let port: Int
    /// Path and query, as they were written.
    package let target: String

    /// Nil for what is no absolute http or https URL, or has what a push service's has not: a user, a fragment, an address
    /// in another spelling than the usual one, a character that URLs must escape.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.unsafe.contains($0) }),
            let separator = text.firstRange(of: "://")
        else { return nil }
        switch text[..<separator.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: return nil
        }
        let rest = text[separator.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let (host, port) = Self.authority(rest[..<end], defaultPort: isSecure ? 443 : 80) else { return nil }
        self.host = host
        self.port = port
        target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    }

    /// What a `Host` header says.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// RFC 6454, section 6.1: what VAPID's audience and a breaker are named by.
    package var origin: String { "\(isSecure ? "https" : "http")://\(authority)" }

    private static let unsafe = Set("\"#<>\\^`{|}".utf8)

    private static func authority(_ text: Substring, defaultPort: Int) -> (host: String, port: Int)? {
        var name = text.prefix { $0 != ":" }
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return nil }
            name = text[...close]
        }
        let host = name.lowercased()
        guard let port = port(text[name.endIndex...], default: defaultPort) else { return nil }
        guard host.hasPrefix("[") else { return HostName.isSound(host) ? (host, port) : nil }
        let address = String(host.dropFirst().dropLast())
        return HostName.isIPv6(address) ? (address, port) : nil
    }

    /// Nil for what is neither nothing nor a colon and a port.
    private static func port(_ text: Substring, default port: Int) -> Int? {
        guard !text.isEmpty else { return port }
        let digits = text.dropFirst()
        guard text.hasPrefix(":"), (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(HostName.isDigit),
            let number = Int(digits), (1...65_535).contains(number)
        else { return nil }
        return number
    }
}
