import Runtime

/// What stands between clients and the routes. The keys are listed at `GatewayConfiguration`.
struct EdgeConfiguration: Sendable {
    var origins = CrossOriginPolicy.none
    /// Nil: plain HTTP.
    var tls: TLSSettings?

    init() {}

    init(_ reader: ConfigurationReader) {
        origins = CrossOriginPolicy(reader)
        tls = TLSSettings(reader)
    }

    var headers: SecurityHeaders {
        SecurityHeaders(sharesResources: origins.allowsAny, strictTransport: tls?.strictTransport)
    }
}
