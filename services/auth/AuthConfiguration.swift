import FoundationEssentials
import Runtime

/// What auth reads, beside the keys of `CommonConfiguration`.
///
/// - `ACCESS_TOKEN_MINUTES` (15), `SESSION_HOURS` (720): how long an access token and a session live
/// - `TOKEN_AUDIENCE` (medianest): whom tokens are for; gateways must have the same
/// - `SIGNING_KEY_HOURS` (720): how long a key signs before the next one does
/// - `HASHING_THREADS` (one for each core), `HASHING_QUEUE` (48): derivations that run and that wait; more are 503
/// - `HASHING_NICENESS` (10): by how much those threads stand back
/// - `LOGIN_FAILURES_PER_ACCOUNT` (10), `LOGIN_FAILURES_PER_ADDRESS` (50), `LOGIN_WINDOW_MINUTES` (15): more are 429
struct AuthConfiguration: ServiceConfiguration {
    let common: CommonConfiguration
    let tokens: TokenSettings
    let limits: LoginLimits
    let hashingThreads: Int
    let hashingQueue: Int
    let hashingNiceness: Int

    init(_ reader: ConfigurationReader) {
        common = CommonConfiguration(reader, service: .auth)
        tokens = TokenSettings(
            audience: reader.string("TOKEN_AUDIENCE", default: "medianest"),
            lifetime: reader.duration("ACCESS_TOKEN_MINUTES", default: .seconds(900), in: .seconds(1)...(.seconds(86_400))),
            sessionLifetime: reader.duration(
                "SESSION_HOURS", default: .seconds(720 * 3600), in: .seconds(60)...(.seconds(8760 * 3600))),
            rotationInterval: reader.duration(
                "SIGNING_KEY_HOURS", default: .seconds(720 * 3600), in: .seconds(3600)...(.seconds(8760 * 3600))))
        limits = LoginLimits(
            perAccount: reader.int("LOGIN_FAILURES_PER_ACCOUNT", default: 10, in: 1...1000),
            perAddress: reader.int("LOGIN_FAILURES_PER_ADDRESS", default: 50, in: 1...10_000),
            window: reader.duration("LOGIN_WINDOW_MINUTES", default: .seconds(900), in: .seconds(60)...(.seconds(86_400))))
        hashingThreads = reader.int(
            "HASHING_THREADS", default: ProcessInfo.processInfo.activeProcessorCount, in: 1...64)
        hashingQueue = reader.int("HASHING_QUEUE", default: 48, in: 1...10_000)
        hashingNiceness = reader.int("HASHING_NICENESS", default: 10, in: 0...19)
    }
}
