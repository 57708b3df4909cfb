import CBrotli.Decode
import CZlib
import Compression
import NIOCore

/// What the libraries' own decoders make of some bytes.
struct Decoded {
    private(set) var bytes: [UInt8] = []
    /// Whether the stream ended, and with the last byte.
    private(set) var isWhole = false

    init(_ compressed: ByteBuffer, _ coding: ContentCoding) throws {
        let compressed = Array(compressed.readableBytesView)
        switch coding {
        case .br: try decodeBrotli(compressed)
        case .gzip: try decodeGzip(compressed)
        case .identity: (bytes, isWhole) = (compressed, true)
        }
    }

    private mutating func decodeGzip(_ compressed: [UInt8]) throws {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { inflateEnd(stream) }
        var input = compressed
        var room = [UInt8](repeating: 0, count: 64 << 10)
        try input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            var code = Z_OK
            repeat {
                code = room.withUnsafeMutableBufferPointer { room in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(room.count)
                    return inflate(stream, Z_NO_FLUSH)
                }
                guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw Undecodable(code: code) }
                bytes += room.prefix(room.count - Int(stream.pointee.avail_out))
            } while code == Z_OK && stream.pointee.avail_out == 0
            isWhole = code == Z_STREAM_END && stream.pointee.avail_in == 0
        }
    }

    private mutating func decodeBrotli(_ compressed: [UInt8]) throws {
        let state = BrotliDecoderCreateInstance(nil, nil, nil)
        defer { BrotliDecoderDestroyInstance(state) }
        try compressed.withUnsafeBufferPointer { input in
            var next = input.baseAddress
            var left = input.count
            var code = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT
            while code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT {
                var room = 0
                code = BrotliDecoderDecompressStream(state, &left, &next, &room, nil, nil)
                guard code != BROTLI_DECODER_RESULT_ERROR else { throw Undecodable(code: BrotliDecoderGetErrorCode(state).rawValue) }
                var count = 0
                let output = BrotliDecoderTakeOutput(state, &count)
                bytes += UnsafeBufferPointer(start: output, count: count)
            }
            isWhole = BrotliDecoderIsFinished(state) == BROTLI_TRUE && left == 0
        }
    }
}

struct Undecodable: Error {
    let code: Int32
}
