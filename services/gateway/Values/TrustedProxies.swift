/// The proxies whose word about the client is taken.
struct TrustedProxies: Sendable {
    private let ranges: [AddressRange]

    init(_ ranges: [AddressRange] = []) { self.ranges = ranges }

    func contains(_ address: String) -> Bool { ranges.contains { $0.contains(address) } }
}
