import NIOCore

/// Compresses whole bodies where it disturbs least: a small one at once, a large one on a thread of its own.
package final class BodyCompressor: Sendable {
    /// From here up a body would hold up its event loop for half a millisecond or more.
    package static let largeBytes = 64 << 10

    /// From here up a body that nobody keeps is compressed while it is sent: its first bytes leave after a piece of it, and not after all.
    package static let streamedBytes = 256 << 10

    private let pool: EncoderPool
    private let workers: CompressionWorkers

    package init(pool: EncoderPool, workers: CompressionWorkers) {
        self.pool = pool
        self.workers = workers
    }

    /// Nil if `body` is large and too many large ones wait: send it as it is. Throws `CompressionFailure`; `CancellationError` only of
    /// a large body.
    package func compress(_ body: ByteBuffer, as coding: ContentCoding) async throws -> ByteBuffer? {
        if body.readableBytes < Self.largeBytes { return try pool.compress(body, as: coding) }
        return try await workers.compress(body, as: coding)
    }

    /// For a body that is sent piece by piece. Nil for identity, and if too many are under way: send it as it is.
    package func stream(as coding: ContentCoding) -> CompressedStream? {
        coding == .identity ? nil : workers.stream(as: coding)
    }
}
