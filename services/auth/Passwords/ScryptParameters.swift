/// What one scrypt derivation costs (RFC 7914).
struct ScryptParameters: Hashable, Sendable {
    /// What new hashes are made with: N = 16 384, r = 8, p = 1, which takes 16 MiB and some 40 ms.
    static let current = Self(uncheckedLogCost: 14, blockSize: 8, parallelism: 1)

    /// No derivation may take more memory than this, whatever a stored hash asks for.
    static let memoryLimit = 64 << 20

    /// No derivation may take more than eight times the work of `current`.
    private static let workLimit = 1 << 20

    /// log2 of N.
    let logCost: Int
    /// r.
    let blockSize: Int
    /// p.
    let parallelism: Int

    /// Refuses parameters that would let one stored hash occupy a thread or the memory for long.
    init?(logCost: Int, blockSize: Int, parallelism: Int) {
        // Each is bounded by itself first, so that the products below cannot overflow.
        guard (1...20).contains(logCost), (1...32).contains(blockSize), (1...32).contains(parallelism) else { return nil }
        self.init(uncheckedLogCost: logCost, blockSize: blockSize, parallelism: parallelism)
        guard memory <= Self.memoryLimit, (1 << logCost) * blockSize * parallelism <= Self.workLimit else { return nil }
    }

    private init(uncheckedLogCost logCost: Int, blockSize: Int, parallelism: Int) {
        self.logCost = logCost
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Bytes that one derivation needs.
    var memory: Int { 128 * blockSize * ((1 << logCost) + 2 + parallelism) }
}
