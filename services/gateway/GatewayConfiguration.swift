import Runtime

/// What the gateway reads, beside the keys of `CommonConfiguration`.
///
/// - `GATEWAY_HOST` (0.0.0.0), `GATEWAY_PORT` (4000; 0 takes any free port)
/// - `GATEWAY_REQUEST_TIMEOUT_MS` (5000): after this a request without an answer is 504
/// - `GATEWAY_IDLE_TIMEOUT_SECONDS` (60): a connection that sends nothing, or not a whole head, is closed; so is one that
///   takes nothing of its answer
/// - `GATEWAY_BODY_TIMEOUT_SECONDS` (30): how long a JSON body may take to arrive
/// - `GATEWAY_MAX_CONNECTIONS` (4096): more wait in the listen queue
/// - `GATEWAY_MAX_HEADER_BYTES` (16384), `GATEWAY_MAX_BODY_BYTES` (1048576), `UPLOAD_MAX_BYTES` (10737418240)
/// - `TRUSTED_PROXIES` (none): addresses or networks, separated by commas, whose `X-Forwarded-*` is believed
/// - `TOKEN_AUDIENCE` (medianest): whom tokens are for; auth must have the same
/// - `GATEWAY_COOKIE_SECURE` (false): cookies are for HTTPS only; a trusted proxy that says `https` has the same effect
struct GatewayConfiguration: ServiceConfiguration {
    let host: String
    let port: Int
    let limits: Limits
    let trustedProxies: TrustedProxies
    let audience: String
    let hasSecureCookies: Bool

    init(_ reader: ConfigurationReader) {
        host = reader.string("GATEWAY_HOST", default: "0.0.0.0")
        port = reader.int("GATEWAY_PORT", default: 4000, in: 0...65535)
        limits = Limits(reader)
        trustedProxies = TrustedProxies(
            reader.list("TRUSTED_PROXIES").compactMap { text in
                let network = AddressRange(text)
                if network == nil { reader.reject("TRUSTED_PROXIES", "must hold addresses or networks, not \"\(text.prefix(80))\"") }
                return network
            })
        audience = reader.string("TOKEN_AUDIENCE", default: "medianest")
        hasSecureCookies = reader.bool("GATEWAY_COOKIE_SECURE", default: false)
    }
}
