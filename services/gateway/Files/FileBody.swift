import Compression
import Hummingbird
import MediaFiles
import NIOCore

/// A part of a file as the body of a response: read in chunks, each when the client has taken the one before.
struct FileBody: Sendable {
    static let chunk = 256 << 10

    let file: OpenedFile
    let range: Range<Int64>

    var response: ResponseBody {
        ResponseBody(contentLength: Int(range.count)) { writer in
            var offset = range.lowerBound
            while offset < range.upperBound {
                let bytes = try await read(at: offset)
                offset += Int64(bytes.readableBytes)
                try await writer.write(bytes)
            }
            try await writer.finish(nil)
        }
    }

    /// The next bytes, at least one.
    /// - Throws: `ConnectionBroken` where the file has become shorter than it was: the client must see the answer break off.
    func read(at offset: Int64) async throws -> ByteBuffer {
        let count = Int(min(Int64(Self.chunk), range.upperBound - offset))
        let bytes = try await FileThreads.shared.run { [file] _ in
            var buffer = ByteBufferAllocator().buffer(capacity: count)
            try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) {
                try file.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: $0[..<count]))
            }
            return buffer
        }
        guard bytes.readableBytes > 0 else { throw ConnectionBroken(underlying: nil) }
        return bytes
    }
}

extension CompressedBody {
    /// The whole file.
    init(_ stream: CompressedStream, of file: OpenedFile) {
        let plain = FileBody(file: file, range: 0..<file.size)
        self.init(stream) { offset in Int64(offset) < file.size ? try await plain.read(at: Int64(offset)) : nil }
    }
}
