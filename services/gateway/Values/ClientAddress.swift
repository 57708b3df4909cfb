import HTTPTypes

/// Where a request comes from.
struct ClientAddress: Sendable {
    /// The client's IP address, as far as it can be believed.
    let text: String?
    /// Whether a trusted proxy says that the client came by HTTPS.
    let isHTTPS: Bool

    /// Each proxy adds the address that it sees at the end of `X-Forwarded-For`, so the list is read from there, and the
    /// first one that is no proxy of ours is the client. What stands before it could have been made up by the client.
    init(peer: String?, headers: HTTPFields, proxies: TrustedProxies) {
        guard let peer, proxies.contains(peer) else {
            text = peer
            isHTTPS = false
            return
        }
        let hops = headers[values: .forwardedFor].flatMap { $0.split(separator: ",") }
            .map { String($0.filter { $0 != " " && $0 != "\t" }) }.filter { AddressRange($0) != nil }
        text = hops.last { !proxies.contains($0) } ?? hops.first ?? peer
        isHTTPS = headers[.forwardedProtocol]?.lowercased() == "https"
    }
}
