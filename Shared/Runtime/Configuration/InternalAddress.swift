import Contracts

/// Where a process answers `/health*` and `/metrics`.
///
/// - `INTERNAL_HOST` (string, 127.0.0.1)
/// - `INTERNAL_PORT` (int, the service's own; 0 takes any free port)
package struct InternalAddress: Sendable {
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package init(_ reader: ConfigurationReader, service: ServiceName) {
        host = reader.string("INTERNAL_HOST", default: "127.0.0.1")
        port = reader.int("INTERNAL_PORT", default: service.defaultInternalPort, in: 0...65535)
    }
}
