import NIOCore
import NIOSSL

/// A TLS context and the name that the server's certificate must bear.
struct TLSClient: Sendable {
    private let context: NIOSSLContext
    private let serverName: String?

    init(_ tls: RedisConfiguration.TLS, host: String) throws {
        var settings = TLSConfiguration.makeClientConfiguration()
        if let caFile = tls.caFile { settings.trustRoots = .file(caFile) }
        context = try NIOSSLContext(configuration: settings)
        // An address is no server name; its certificate is checked against the address connected to.
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        serverName = isAddress ? nil : host
    }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: serverName)
    }
}
