import Glibc

/// A regular file open for reading. It stays the same file whatever happens to its name; closed with its last reference.
package final class OpenedFile: Sendable {
    package let descriptor: Int32
    /// As they were when it was opened.
    package let facts: FileFacts

    package var size: Int64 { facts.size }

    /// A fresh descriptor of the same file with a position of its own; the caller closes it.
    func reopened() throws(FileRootError) -> Int32 {
        try Self.reopen(descriptor)
    }

    /// The facts as they are now.
    package func currentFacts() throws(FileRootError) -> FileFacts {
        FileFacts(try Self.status(of: descriptor))
    }

    /// Up to `count` bytes at `offset`; fewer only at the end of the file. Blocks.
    package func read(at offset: Int64, count: Int) throws(FileRootError) -> [UInt8] {
        guard count > 0, offset >= 0 else { return [] }
        var failure: FileRootError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(FileRootError) {
                filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Fills the buffer from `offset`; the result is smaller than it only at the end of the file. Blocks.
    package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(FileRootError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(filled))
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { throw FileRootError(errno: errno, call: "pread") }
        }
        return filled
    }

    /// Takes an `O_PATH` descriptor, which has not touched what it names, and opens it only if it is a regular file:
    /// opening a pipe could block, opening a device could move a tape.
    init(resolved handle: Int32) throws(FileRootError) {
        defer { close(handle) }
        guard try Self.status(of: handle).isRegularFile else { throw .notRegularFile }
        descriptor = try Self.reopen(handle)
        facts = FileFacts(try Self.status(of: descriptor))
    }

    deinit {
        close(descriptor)
    }

    private static func reopen(_ descriptor: Int32) throws(FileRootError) -> Int32 {
        let opened = open("/proc/self/fd/\(descriptor)", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else { throw FileRootError(errno: errno, call: "open") }
        return opened
    }

    static func status(of descriptor: Int32) throws(FileRootError) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileRootError(errno: errno, call: "fstat") }
        return status
    }
}
