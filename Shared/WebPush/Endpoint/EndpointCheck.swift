import NIOCore

/// Tells whether an endpoint may be sent to, and at which addresses.
package struct EndpointCheck: Sendable {
    private let policy: EndpointPolicy
    private let resolver: any HostResolver

    package init(_ policy: EndpointPolicy, _ resolver: any HostResolver) {
        self.policy = policy
        self.resolver = resolver
    }

    /// The addresses that were checked. Whoever connects must connect to these: a name that is resolved again may have got
    /// another answer.
    /// - Throws: an `EndpointRefusal`, also where only one of several addresses is refused; what the resolver throws.
    @discardableResult
    package func addresses(of endpoint: PushEndpoint) async throws -> [SocketAddress] {
        try policy.check(endpoint)
        let addresses = try await resolver.addresses(of: endpoint.host, port: endpoint.port)
        try policy.check(addresses.map { IPAddress($0) })
        return addresses
    }
}
