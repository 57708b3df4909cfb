import Runtime

/// How much is kept. The keys are listed at `GatewayConfiguration`.
struct CacheConfiguration: Sendable {
    /// Answers that there is no such thing get this part of what the others have, beside it.
    static let absenceShare = 16

    let isOn: Bool
    let usesTier: Bool
    let entries: Int
    let bytes: Int
    /// Off only where a test shows what the fence is for.
    let isFencing: Bool

    init(_ reader: ConfigurationReader) {
        isOn = reader.bool("GATEWAY_CACHE", default: true)
        usesTier = reader.bool("GATEWAY_CACHE_SHARED", default: true)
        entries = reader.int("GATEWAY_CACHE_ENTRIES", default: 1_000, in: 1...1_000_000)
        bytes = reader.int("GATEWAY_CACHE_MEGABYTES", default: 32, in: 1...65_536) << 20
        isFencing = !reader.bool("GATEWAY_CACHE_UNFENCED_FOR_TESTS", default: false)
    }
}
