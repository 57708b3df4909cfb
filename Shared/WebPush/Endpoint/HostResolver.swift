import NIOCore

/// Finds the addresses of a host.
package protocol HostResolver: Sendable {
    /// None for a host that has no address.
    func addresses(of host: String, port: Int) async throws -> [SocketAddress]
}
