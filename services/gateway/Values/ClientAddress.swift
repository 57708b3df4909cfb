import HTTPTypes

/// Where a request comes from.
struct ClientAddress: Sendable {
    /// The client's IP address, as far as it can be believed.
    let text: String?
    /// Whether a trusted proxy says that the client came by HTTPS.
    let isHTTPS: Bool

    init(peer: String?, headers: HTTPFields, proxies: TrustedProxies) {
        guard let peer, proxies.contains(peer) else {
            text = peer
            isHTTPS = false
            return
        }
        text = Self.client(behind: peer, headers, proxies)
        isHTTPS = headers[.forwardedProtocol]?.lowercased() == "https"
    }

    /// Each proxy adds the address that it sees at the end of `X-Forwarded-For`, so the list is read from there, and the
    /// first one that is no proxy of ours is the client. What stands before it, or before something that is no address, could have
    /// been made up by the client.
    private static func client(behind peer: String, _ headers: HTTPFields, _ proxies: TrustedProxies) -> String {
        var nearest = peer
        for hop in headers[values: .forwardedFor].flatMap({ $0.split(separator: ",") }).reversed() {
            guard let address = address(hop) else { break }
            nearest = address
            guard proxies.contains(address) else { break }
        }
        return nearest
    }

    /// Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    private static func address(_ hop: Substring) -> String? {
        let text = hop.filter { $0 != " " && $0 != "\t" }
        let bare = text.hasPrefix("[") ? text.dropFirst().prefix { $0 != "]" } : text.prefix { $0 != ":" }
        return [text, String(bare)].first { AddressRange.parsed($0) != nil }
    }
}
