import Runtime

/// What one client may ask of the gateway. The keys are listed at `GatewayConfiguration`.
struct Limits: Sendable {
    var headerBytes = 16 << 10
    var headerFields = 100
    var bodyBytes = 1 << 20
    var uploadBytes = 10 << 30
    var requestTimeout: Duration = .seconds(5)
    var idleTimeout: Duration = .seconds(60)
    var bodyTimeout: Duration = .seconds(30)
    var connections = 4096
    /// For a TLS handshake.
    var handshakeTimeout: Duration = .seconds(10)
    /// Open at the same time on one connection that speaks HTTP/2.
    var streams = 100
    /// An unread body of at most this many bytes is skipped; behind a larger one the connection is closed.
    var skippedBytes = 64 << 10

    init() {}

    init(_ reader: ConfigurationReader) {
        headerBytes = reader.int("GATEWAY_MAX_HEADER_BYTES", default: headerBytes, in: 1024...(1 << 20))
        bodyBytes = reader.int("GATEWAY_MAX_BODY_BYTES", default: bodyBytes, in: 1024...(64 << 20))
        uploadBytes = reader.int("UPLOAD_MAX_BYTES", default: uploadBytes, in: 1024...(1 << 50))
        requestTimeout = reader.duration(
            "GATEWAY_REQUEST_TIMEOUT_MS", default: requestTimeout, in: .milliseconds(10)...(.seconds(300)))
        idleTimeout = reader.duration("GATEWAY_IDLE_TIMEOUT_SECONDS", default: idleTimeout, in: .seconds(1)...(.seconds(3600)))
        bodyTimeout = reader.duration("GATEWAY_BODY_TIMEOUT_SECONDS", default: bodyTimeout, in: .seconds(1)...(.seconds(3600)))
        connections = reader.int("GATEWAY_MAX_CONNECTIONS", default: connections, in: 1...1_000_000)
    }
}
