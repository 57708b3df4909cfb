import NIOCore

/// Compresses one body after another: at once with `compress(_:)`, or in chunks with `write(_:)`, `flush()` and `finish()`. Both decode to
/// the same bytes. Identity passes them through.
///
/// It blocks for as long as the bytes take, about 10 µs a KB. Between chunks it holds at most 2 MiB, however long the body is. It may be dropped at any
/// point. After a failure it is as new.
package struct BodyEncoder: ~Copyable {
    /// How much is compressed between two looks at whether it is still wanted: about a millisecond's work.
    private static let sliceBytes = 64 << 10

    // Nobody else ever has it, which is why this cannot be copied.
    private let engine: (any CompressionEngine)?
    private var isMidway = false

    package init(_ coding: ContentCoding, settings: CompressionSettings = CompressionSettings()) {
        engine =
            switch coding {
            case .br: BrotliEngine(quality: settings.brotliQuality)
            case .gzip: GzipEngine(level: settings.gzipLevel)
            case .identity: nil
            }
    }

    /// The next chunk of the body. Returns what is ready to be sent, often nothing: the encoder collects.
    package mutating func write(_ chunk: ByteBuffer) throws(CompressionFailure) -> ByteBuffer {
        try run(.process, on: chunk)
    }

    /// All that has been written, so that the reader can decode it now. Costs some bytes each time.
    package mutating func flush() throws(CompressionFailure) -> ByteBuffer {
        try run(.flush, on: ByteBuffer())
    }

    /// The rest, and the end. What is written next is a new body.
    package mutating func finish() throws(CompressionFailure) -> ByteBuffer {
        let rest = try run(.finish, on: ByteBuffer())
        reset()
        return rest
    }

    /// Forgets a body that has been begun.
    package mutating func reset() {
        engine?.reset()
        isMidway = false
    }

    /// A whole body. One that had been begun is forgotten. The same bytes give the same bytes.
    package mutating func compress(_ body: ByteBuffer) throws(CompressionFailure) -> ByteBuffer {
        if isMidway { reset() }
        let compressed = try run(.finish, on: body)
        reset()
        return compressed
    }

    /// A whole body, in slices. Throws `CancellationError` at the first slice before which `isWanted` says no.
    mutating func compress(_ body: ByteBuffer, while isWanted: () -> Bool) throws -> ByteBuffer {
        guard engine != nil else { return body }
        if isMidway { reset() }
        var rest = body
        var compressed = ByteBuffer()
        while let slice = rest.readSlice(length: min(rest.readableBytes, Self.sliceBytes)), slice.readableBytes > 0 {
            guard isWanted() else { throw CancellationError() }
            try append(.process, of: slice, to: &compressed)
        }
        try append(.finish, of: rest, to: &compressed)
        reset()
        return compressed
    }

    private mutating func run(_ step: CompressionStep, on bytes: ByteBuffer) throws(CompressionFailure) -> ByteBuffer {
        guard engine != nil else { return bytes }
        var output = ByteBuffer()
        try append(step, of: bytes, to: &output)
        return output
    }

    private mutating func append(
        _ step: CompressionStep, of bytes: ByteBuffer, to output: inout ByteBuffer
    ) throws(CompressionFailure) {
        isMidway = true
        try bytes.withUnsafeReadableBytes { input throws(CompressionFailure) in
            try engine?.run(step, on: input, into: &output)
        }
    }
}
