/// Where one server listens.
package struct RedisAddress: Hashable, Sendable {
    package var host: String
    package var port: Int

    package init(_ host: String, _ port: Int) {
        self.host = host
        self.port = port
    }
}

extension RedisAddress: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension RedisAddress {
    /// As servers write it in MOVED and ASK: `host:port`, where an IPv6 address stands without brackets. An empty host is
    /// that of the server which says it.
    init?(_ text: some StringProtocol, saidBy speaker: RedisAddress) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (1...65535).contains(port)
        else { return nil }
        let host = String(text[..<colon])
        self.init(host.isEmpty || host == "?" ? speaker.host : host, port)
    }
}
