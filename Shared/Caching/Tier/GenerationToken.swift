/// What a tag's generation is in Redis: 128 random bits, never the same again. So a tag whose key Redis evicted can come back
/// under no generation that an old entry was kept with.
struct GenerationToken: Hashable, Sendable {
    static let size = 16

    private let high: UInt64
    private let low: UInt64

    static func make() -> GenerationToken {
        GenerationToken(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil for anything but the bytes of a token.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    var bytes: [UInt8] { withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) } }
}
