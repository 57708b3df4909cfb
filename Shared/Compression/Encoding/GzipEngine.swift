import CZlib
import NIOCore

/// zlib's deflate in a gzip wrapper. Opens 256 KiB when it is first used and keeps them, because opening takes longer than a page of JSON.
final class GzipEngine: CompressionEngine {
    /// The largest window, and 16 more for the gzip wrapper.
    private static let windowBits: Int32 = 15 + 16
    private static let memoryLevel: Int32 = 8
    /// The answer to a page fits in one piece of this, and so is copied once into a buffer of its own size.
    private static let scratchBytes = 16 << 10

    private let level: Int32
    private let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: scratchBytes)
    // Never moves: zlib points back to it.
    private var stream: UnsafeMutablePointer<z_stream>?

    init(level: Int) {
        self.level = Int32(level)
    }

    deinit {
        close()
        scratch.deallocate()
    }

    func run(
        _ step: CompressionStep, on input: UnsafeRawBufferPointer, into output: inout ByteBuffer
    ) throws(CompressionFailure) {
        let stream = try opened()
        // zlib only reads it, whatever its type says.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        repeat {
            try fillScratch(stream, step)
            output.writeBytes(UnsafeRawBufferPointer(start: scratch, count: Self.scratchBytes - Int(stream.pointee.avail_out)))
        } while stream.pointee.avail_out == 0
    }

    func reset() {
        guard let stream, deflateReset(stream) != Z_OK else { return }
        close()
    }

    private func fillScratch(_ stream: UnsafeMutablePointer<z_stream>, _ step: CompressionStep) throws(CompressionFailure) {
        stream.pointee.next_out = scratch
        stream.pointee.avail_out = UInt32(Self.scratchBytes)
        let code = deflate(stream, step.zlibFlush)
        // Z_BUF_ERROR is no error: there was nothing to do, as in a second flush.
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
            close()
            throw CompressionFailure(coding: .gzip, code: code)
        }
    }

    private func opened() throws(CompressionFailure) -> UnsafeMutablePointer<z_stream> {
        if let stream { return stream }
        let fresh = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        fresh.initialize(to: z_stream())
        let code = deflateInit2_(
            fresh, level, Z_DEFLATED, Self.windowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            fresh.deallocate()
            throw CompressionFailure(coding: .gzip, code: code)
        }
        stream = fresh
        return fresh
    }

    private func close() {
        guard let stream else { return }
        // Says Z_DATA_ERROR of a body that was left half-way, and frees it all the same.
        _ = deflateEnd(stream)
        stream.deallocate()
        self.stream = nil
    }
}

extension CompressionStep {
    fileprivate var zlibFlush: Int32 {
        switch self {
        case .process: Z_NO_FLUSH
        case .flush: Z_SYNC_FLUSH
        case .finish: Z_FINISH
        }
    }
}
