import NIOCore

/// What zlib and brotli have in common.
protocol CompressionEngine: AnyObject {
    /// Takes all of `input` and appends what comes out, which may be nothing. A failure leaves the engine as `reset()` does.
    func run(
        _ step: CompressionStep, on input: UnsafeRawBufferPointer, into output: inout ByteBuffer
    ) throws(CompressionFailure)

    /// Forgets what has been written, ready for a new body.
    func reset()
}

/// What becomes of the bytes that an engine has taken.
enum CompressionStep {
    /// They may stay inside until there are more.
    case process
    /// They come out, so that the reader can decode all of them.
    case flush
    /// They come out and the body ends.
    case finish
}
