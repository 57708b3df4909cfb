import CBrotli
import NIOCore

/// Brotli's encoder. Takes 0.6 to 1.8 MiB while it has a body, and none otherwise: it cannot be reset, and malloc gives the same blocks
/// again as fast as a pool of our own would.
final class BrotliEngine: CompressionEngine {
    /// 64 KiB, twice gzip's. On JSON a larger window takes more memory and time and makes more bytes, because far distances are longer.
    private static let windowBits: UInt32 = 16

    private let quality: UInt32
    private var state: OpaquePointer?

    init(quality: Int) {
        self.quality = UInt32(quality)
    }

    deinit {
        reset()
    }

    func run(
        _ step: CompressionStep, on input: UnsafeRawBufferPointer, into output: inout ByteBuffer
    ) throws(CompressionFailure) {
        let state = try opened()
        var next = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        var left = input.count
        var hasMore = true
        // Done only after a call that made nothing: one that made something may have stopped before the end of the input.
        while hasMore {
            var room = 0
            guard BrotliEncoderCompressStream(state, step.brotliOperation, &left, &next, &room, nil, nil) == BROTLI_TRUE else {
                reset()
                throw CompressionFailure(coding: .br, code: 0)
            }
            hasMore = takeOutput(of: state, into: &output)
        }
    }

    func reset() {
        BrotliEncoderDestroyInstance(state)
        state = nil
    }

    /// Whether there was any.
    private func takeOutput(of state: OpaquePointer, into output: inout ByteBuffer) -> Bool {
        var taken = false
        while BrotliEncoderHasMoreOutput(state) == BROTLI_TRUE {
            var count = 0
            let bytes = BrotliEncoderTakeOutput(state, &count)
            output.writeBytes(UnsafeRawBufferPointer(start: bytes, count: count))
            taken = true
        }
        return taken
    }

    private func opened() throws(CompressionFailure) -> OpaquePointer {
        if let state { return state }
        guard let fresh = BrotliEncoderCreateInstance(nil, nil, nil) else { throw CompressionFailure(coding: .br, code: 0) }
        BrotliEncoderSetParameter(fresh, BROTLI_PARAM_QUALITY, quality)
        BrotliEncoderSetParameter(fresh, BROTLI_PARAM_LGWIN, Self.windowBits)
        state = fresh
        return fresh
    }
}

extension CompressionStep {
    fileprivate var brotliOperation: BrotliEncoderOperation {
        switch self {
        case .process: BROTLI_OPERATION_PROCESS
        case .flush: BROTLI_OPERATION_FLUSH
        case .finish: BROTLI_OPERATION_FINISH
        }
    }
}
