import Compression

extension BodyCompressor {
    /// The process's own: small bodies at once, large ones on one thread of low priority.
    static let standard = BodyCompressor(pool: EncoderPool(), workers: CompressionWorkers())
}
