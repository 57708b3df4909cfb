import NIOCore
import Runtime

/// What the gateway reads, beside the keys of `CommonConfiguration`.
///
/// - `GATEWAY_HOST` (0.0.0.0), `GATEWAY_PORT` (4000; 0 takes any free port)
/// - `GATEWAY_EVENT_LOOPS` (as many as there are processors): threads for connections and for what is answered from the cache
/// - `GATEWAY_REQUEST_TIMEOUT_MS` (5000): after this a request without an answer is 504
/// - `GATEWAY_IDLE_TIMEOUT_SECONDS` (60): a connection that sends nothing, or not a whole head, is closed; so is one that
///   takes nothing of its answer
/// - `GATEWAY_BODY_TIMEOUT_SECONDS` (30): how long a JSON body may take to arrive
/// - `GATEWAY_MAX_CONNECTIONS` (4096): more wait in the listen queue
/// - `GATEWAY_MAX_HEADER_BYTES` (16384), `GATEWAY_MAX_BODY_BYTES` (1048576), `UPLOAD_MAX_BYTES` (10737418240)
/// - `RATE_LIMIT_ANONYMOUS_PER_MINUTE` (120), `RATE_LIMIT_SIGN_IN_PER_MINUTE` (30): of one address; `RATE_LIMIT_USER_PER_MINUTE` (6000):
///   of one user. 0 is no limit. `RATE_LIMIT_…_BURST` (as many): of these, how many may come at once
/// - `RATE_LIMIT_TIMEOUT_MS` (50): how long a request may wait to be counted, before it goes on uncounted
/// - `EVENTS_MAX_CLIENTS` (1000), `EVENTS_MAX_CLIENTS_PER_USER` (16): how many may follow events
/// - `EVENTS_BUFFER` (256): so many events behind, a client is dropped
/// - `EVENTS_HEARTBEAT_SECONDS` (15): at most half of the idle timeout
/// - `GATEWAY_CACHE` (true): whether answers are kept; `GATEWAY_CACHE_SHARED` (true): and shared with other gateways in Redis
/// - `GATEWAY_CACHE_ENTRIES` (1000), `GATEWAY_CACHE_MEGABYTES` (32): how much of it in this process
/// - `GATEWAY_CACHE_UNFENCED_FOR_TESTS` (false): keeps answers that it must not; shows what a fence is for
/// - `TRUSTED_PROXIES` (none): addresses or networks, separated by commas, whose `X-Forwarded-*` is believed
/// - `TOKEN_AUDIENCE` (medianest): whom tokens are for; auth must have the same
/// - `GATEWAY_COOKIE_SECURE` (false): cookies are for HTTPS only; a trusted proxy that says `https` has the same effect, and so has
///   a certificate
/// - `GATEWAY_TLS_CERTIFICATE_FILE` and `GATEWAY_TLS_KEY_FILE` (none): PEM; with both, the gateway speaks TLS itself. A changed
///   file is noticed within seconds, or at SIGHUP
/// - `GATEWAY_HTTP2` (true): whether HTTP/2 is offered, which needs TLS
/// - `GATEWAY_HSTS_SECONDS` (31536000): for how long browsers come by HTTPS only, once they have; 0 takes it back
/// - `CORS_ORIGINS` (none): other origins whose pages may use the API, separated by commas; or `*`, for any, without cookies
struct GatewayConfiguration: ServiceConfiguration {
    let host: String
    let port: Int
    let eventLoops: Int
    let limits: Limits
    let live: LiveLimits
    let rateLimits: RateLimits
    let trustedProxies: TrustedProxies
    let audience: String
    let hasSecureCookies: Bool
    let edge: EdgeConfiguration
    let cache: CacheConfiguration

    init(_ reader: ConfigurationReader) {
        host = reader.string("GATEWAY_HOST", default: "0.0.0.0")
        port = reader.int("GATEWAY_PORT", default: 4000, in: 0...65535)
        eventLoops = reader.int("GATEWAY_EVENT_LOOPS", default: min(System.coreCount, 64), in: 1...64)
        limits = Limits(reader)
        live = LiveLimits(reader, limits)
        rateLimits = RateLimits(reader)
        trustedProxies = TrustedProxies(
            reader.list("TRUSTED_PROXIES").compactMap { text in
                let network = AddressRange(text)
                if network == nil { reader.reject("TRUSTED_PROXIES", "must hold addresses or networks, not \"\(text.prefix(80))\"") }
                return network
            })
        audience = reader.string("TOKEN_AUDIENCE", default: "medianest")
        edge = EdgeConfiguration(reader)
        cache = CacheConfiguration(reader)
        hasSecureCookies = reader.bool("GATEWAY_COOKIE_SECURE", default: false) || edge.tls != nil
    }
}
