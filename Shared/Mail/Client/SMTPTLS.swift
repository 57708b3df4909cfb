import NIOCore
import NIOSSL

/// A TLS context and the name that the server's certificate must bear.
struct SMTPTLS: Sendable {
    private let context: NIOSSLContext
    private let serverName: String?

    init(_ configuration: SMTPConfiguration) throws {
        var settings = TLSConfiguration.makeClientConfiguration()
        if let caFile = configuration.caFile { settings.trustRoots = .file(caFile) }
        context = try NIOSSLContext(configuration: settings)
        // An address is no server name; its certificate is checked against the address connected to.
        let isAddress = (try? SocketAddress(ipAddress: configuration.host, port: 0)) != nil
        serverName = isAddress ? nil : configuration.host
    }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: serverName)
    }
}
