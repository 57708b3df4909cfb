import Foundation

/// A file's bytes in pieces, read on a thread where blocking is allowed, each row looked at.
struct FilePieces: AsyncSequence, AsyncIteratorProtocol {
    private static let size = 512 * 1024

    // Serial, because those have threads beyond the ones of Swift's own tasks, which must never wait for a disk.
    private let queue = DispatchQueue(label: "import-file")
    private let file: FileHandle
    private let onPiece: @Sendable (Int) -> Void
    private var check: RowCheck

    /// - Parameter onPiece: told the size of each piece as it is read.
    init(_ table: ImportTable, in folder: ImportFolder, onPiece: @escaping @Sendable (Int) -> Void) throws(CommandError) {
        let path = folder.path(of: table)
        guard let file = FileHandle(forReadingAtPath: path) else { throw .data("\(path) cannot be read") }
        self.file = file
        self.onPiece = onPiece
        check = RowCheck(table)
    }

    func makeAsyncIterator() -> FilePieces { self }

    /// Throws a `CommandError` that names the line of a row which is none.
    mutating func next() async throws -> [UInt8]? {
        let (file, queue) = (file, queue)
        let piece = try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try file.read(upToCount: Self.size) }) }
        }
        guard let piece, !piece.isEmpty else {
            try check.finish()
            return nil
        }
        let bytes = [UInt8](piece)
        try check.take(bytes)
        onPiece(bytes.count)
        return bytes
    }
}
