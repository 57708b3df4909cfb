import Glibc
import NIOCore

/// A few threads that compress large bodies, so that no event loop waits for them.
///
/// At most `threads` bodies are compressed at once and `queueLimit` wait; of one more the caller keeps the plain bytes. Beside these,
/// `streamLimit` long bodies may be under way, each with one piece at a time in the same line. The threads run
/// at a lower priority (`nice`), so that small answers go first. They end when this is dropped or closed.
package final class CompressionWorkers: Sendable {
    private let line: CompressionLine
    private let streams: StreamPlaces
    private let settings: CompressionSettings

    package init(
        threads: Int = 1, queueLimit: Int = 16, streamLimit: Int = 8, niceness: Int32 = 5,
        settings: CompressionSettings = CompressionSettings()
    ) {
        precondition(threads > 0 && queueLimit >= 0 && streamLimit >= 0, "somebody works, and a queue is not below zero")
        self.settings = settings
        streams = StreamPlaces(limit: streamLimit)
        line = CompressionLine(threads: threads, capacity: queueLimit, niceness: niceness, settings: settings)
        for _ in 0..<threads { startThread() }
    }

    deinit {
        close()
    }

    /// Compresses a whole body on one of the threads. Nil if too many wait or it is closed: send the body as it is.
    ///
    /// Throws `CompressionFailure`, and `CancellationError` when the task is cancelled: at once while it waits, within about a
    /// millisecond while it runs.
    package func compress(_ body: ByteBuffer, as coding: ContentCoding) async throws -> ByteBuffer? {
        try await line.run { encoders, isWanted in
            try encoders.with(coding) { try $0.compress(body, while: isWanted) }
        }
    }

    /// A long body whose pieces are compressed on the threads. Nil if `streamLimit` are under way: send the body as it is.
    package func stream(as coding: ContentCoding) -> CompressedStream? {
        guard let place = streams.take() else { return nil }
        return CompressedStream(coding, settings: settings, line: line, place: place)
    }

    /// How many long bodies are under way.
    package var streaming: Int { streams.taken }

    /// How many bodies wait for a thread.
    package var waiting: Int { line.waitingCount }

    /// How many bodies the threads compress.
    package var running: Int { line.runningCount }

    /// Gives back what waits uncompressed, and ends the threads after what they run. Idempotent.
    package func close() {
        line.close()
    }

    private func startThread() {
        var thread = pthread_t()
        // The thread has the line only, so that it does not keep this from being dropped.
        let context = Unmanaged.passRetained(line).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<CompressionLine>.fromOpaque(context).takeRetainedValue().work() }
                return nil
            }, context)
        precondition(code == 0, "a compression thread could not be started: error \(code)")
        pthread_detach(thread)
    }
}
