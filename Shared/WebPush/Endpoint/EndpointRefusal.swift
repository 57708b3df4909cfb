/// Why an endpoint is not sent to.
package enum EndpointRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case notHTTPS
    case otherPort
    /// One of its host's addresses is not an address of the internet. Which one is not told: it would be a map of the network.
    case notPublic
    /// Its host has no address, for now.
    case unknownHost

    /// Ends the sentence "The endpoint …".
    package var description: String {
        switch self {
        case .notHTTPS: "must be an https URL"
        case .otherPort: "must use port 443"
        case .notPublic: "must be at a public address"
        case .unknownHost: "must be at a host that has an address"
        }
    }
}
