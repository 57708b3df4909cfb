import Compression
import Hummingbird
import NIOCore

/// A body that is compressed while it is sent: each piece is read when the client has taken the one before. Its length is not known before.
struct CompressedBody: Sendable {
    /// Of the plain bytes; about two milliseconds of brotli's work.
    static let piece = 256 << 10

    let stream: CompressedStream
    /// The next plain bytes; nil at the end.
    let next: @Sendable (_ offset: Int) async throws -> ByteBuffer?

    var response: ResponseBody {
        ResponseBody { writer in
            var offset = 0
            while let plain = try await next(offset) {
                offset += plain.readableBytes
                let bytes = try await stream.write(plain)
                if bytes.readableBytes > 0 { try await writer.write(bytes) }
            }
            try await writer.write(try await stream.finish())
            try await writer.finish(nil)
        }
    }

    init(_ stream: CompressedStream, next: @escaping @Sendable (_ offset: Int) async throws -> ByteBuffer?) {
        self.stream = stream
        self.next = next
    }

    init(_ stream: CompressedStream, of bytes: ByteBuffer) {
        self.init(stream) { offset in
            let left = bytes.readableBytes - offset
            return left > 0 ? bytes.getSlice(at: bytes.readerIndex + offset, length: min(left, Self.piece)) : nil
        }
    }
}
