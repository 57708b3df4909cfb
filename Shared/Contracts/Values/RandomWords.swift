import Glibc

/// Random words from the kernel, fetched several at a time: asking it costs more than everything else about an identifier. Each is given
/// out once and then forgotten.
struct RandomWords: Sendable {
    /// 256 bytes: so many are given at once (getentropy(3)).
    private static let count = 32

    private var words: [UInt64] = []

    mutating func next() -> UInt64 {
        if words.isEmpty { fill() }
        return words.removeLast()
    }

    private mutating func fill() {
        words = Array(repeating: 0, count: Self.count)
        let outcome = words.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) }
        // The kernel is too old, or forbids the call: the standard library knows other ways.
        if outcome != 0 { words = words.map { _ in .random(in: .min ... .max) } }
    }
}
