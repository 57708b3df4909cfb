import Crypto

/// The identity of a file's content, to know a moved file again. Two schemes, named in the text:
/// - `f1:` up to 16 MiB: SHA-256 of the whole.
/// - `s1:` above: SHA-256 of the size (8 bytes, big endian) and 16 samples of 1 MiB: head, tail and fourteen spread evenly
///   between. It reads the same 16 MiB of a 60 GB film as of a short clip; content that differs only between the samples
///   and has the same size counts as equal, which is fine for finding moves and for nothing else.
package struct ContentHash: Sendable, Hashable {
    /// `f1:` or `s1:`, then 64 hexadecimal digits.
    package let text: String

    static let wholeLimit: Int64 = 16 << 20
    static let sampleCount: Int64 = 16
    static let sampleLength: Int64 = 1 << 20

    package init(text: String) {
        self.text = text
    }

    /// Reads on a thread that may block. Throws `ContentHashError.changedWhileReading` if the file was written to meanwhile.
    package static func of(_ file: OpenedFile, threads: FileThreads = .shared) async throws -> ContentHash {
        try await threads.run { flag in try hash(file, flag) }
    }

    private static func hash(_ file: OpenedFile, _ flag: CancellationFlag) throws -> ContentHash {
        let size = file.size
        var hasher = SHA256()
        if size > wholeLimit {
            withUnsafeBytes(of: UInt64(size).bigEndian) { hasher.update(bufferPointer: $0) }
        }
        for range in ranges(size) { try feed(file, range, &hasher, flag) }
        guard try file.currentFacts() == file.facts else { throw ContentHashError.changedWhileReading }
        let digits = hasher.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return ContentHash(text: (size > wholeLimit ? "s1:" : "f1:") + digits)
    }

    static func ranges(_ size: Int64) -> [Range<Int64>] {
        guard size > wholeLimit else { return [0..<size] }
        return (0..<sampleCount).map { index in
            let start = (size - sampleLength) / (sampleCount - 1) * index
            let begin = index == sampleCount - 1 ? size - sampleLength : start
            return begin..<begin + sampleLength
        }
    }

    private static func feed(
        _ file: OpenedFile, _ range: Range<Int64>, _ hasher: inout SHA256, _ flag: CancellationFlag
    ) throws {
        try withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 16) { buffer in
            var offset = range.lowerBound
            while offset < range.upperBound {
                try flag.check()
                let wanted = min(buffer.count, Int(range.upperBound - offset))
                let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
                let count = try file.read(at: offset, into: part)
                guard count > 0 else { throw ContentHashError.changedWhileReading }
                hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: part[..<count]))
                offset += Int64(count)
            }
        }
    }
}
