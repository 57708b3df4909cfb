import NIOCore
import Synchronization

/// Compresses whole bodies for any thread, with encoders that are opened once and kept. For bodies that are too small to be worth
/// another thread; see `CompressionWorkers` for the others.
package final class EncoderPool: Sendable {
    /// Encoders that one thread has at a time. A class, because an array cannot hold a `Mutex`.
    private final class Lane: Sendable {
        let encoders: Mutex<BodyEncoders>

        init(_ settings: CompressionSettings) {
            encoders = Mutex(BodyEncoders(settings))
        }
    }

    private let lanes: [Lane]

    /// As many lanes as threads that compress at once: one more thread waits for one of them. Each holds 0.3 MiB once used.
    package init(lanes: Int = 2, settings: CompressionSettings = CompressionSettings()) {
        precondition(lanes > 0, "a pool has a lane")
        self.lanes = (0..<lanes).map { _ in Lane(settings) }
    }

    /// Blocks for as long as `body` takes. The same bytes give the same bytes, whichever thread asks.
    package func compress(_ body: ByteBuffer, as coding: ContentCoding) throws(CompressionFailure) -> ByteBuffer {
        for lane in lanes {
            let done = try lane.encoders.withLockIfAvailable { encoders throws(CompressionFailure) in
                try encoders.compress(body, as: coding)
            }
            if let done { return done }
        }
        return try lanes[0].encoders.withLock { encoders throws(CompressionFailure) in
            try encoders.compress(body, as: coding)
        }
    }
}
