import NIOCore
import Synchronization

/// One long body, compressed piece by piece on threads of `CompressionWorkers`. Who sends it waits for each piece and then for the client
/// to take it, so that however long the body is no more than one piece of it lies in memory, beside 2 MiB of the encoder.
///
/// For one caller at a time. Dropped at any point, it gives its place to another.
package final class CompressedStream: Sendable {
    private let encoder: Mutex<BodyEncoder>
    private let line: CompressionLine
    private let place: StreamPlaces.Place

    init(_ coding: ContentCoding, settings: CompressionSettings, line: CompressionLine, place: StreamPlaces.Place) {
        encoder = Mutex(BodyEncoder(coding, settings: settings))
        self.line = line
        self.place = place
    }

    /// The next piece of the body. Returns what is ready to be sent, often nothing.
    /// - Throws: `CompressionFailure`; `CancellationError` when the task was cancelled or the threads have ended. The body cannot be
    ///   completed then.
    package func write(_ piece: ByteBuffer) async throws -> ByteBuffer {
        try await onThread { try $0.write(piece) }
    }

    /// The rest, and the end. Throws as `write` does.
    package func finish() async throws -> ByteBuffer {
        try await onThread { try $0.finish() }
    }

    private func onThread(_ step: @escaping @Sendable (inout BodyEncoder) throws -> ByteBuffer) async throws -> ByteBuffer {
        let made = try await line.run(isReserved: true) { [self] _, _ in try encoder.withLock { try step(&$0) } }
        guard let made else { throw CancellationError() }
        return made
    }
}
