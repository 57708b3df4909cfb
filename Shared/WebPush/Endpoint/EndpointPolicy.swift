/// Which endpoints are sent to. A client names them, and this process would make the request: without limits it could be
/// sent to whatever it can reach and the client cannot.
package struct EndpointPolicy: Sendable, Hashable {
    /// For a push service in the operator's own network: any address and port, and http too.
    package var allowsPrivate: Bool

    package init(allowsPrivate: Bool = false) { self.allowsPrivate = allowsPrivate }

    /// What can be told before the host's name is resolved.
    func check(_ endpoint: PushEndpoint) throws(EndpointRefusal) {
        guard !allowsPrivate else { return }
        guard endpoint.isSecure else { throw .notHTTPS }
        guard endpoint.port == 443 else { throw .otherPort }
    }

    func check(_ addresses: [IPAddress?]) throws(EndpointRefusal) {
        guard !addresses.isEmpty else { throw .unknownHost }
        guard allowsPrivate || addresses.allSatisfy({ $0?.isPublic == true }) else { throw .notPublic }
    }
}
