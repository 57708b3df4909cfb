import Foundation

/// A file's bytes in pieces, read on a thread where blocking is allowed.
struct FilePieces: AsyncSequence, AsyncIteratorProtocol {
    private static let queue = DispatchQueue(label: "import-files", attributes: .concurrent)
    private static let size = 512 * 1024

    private let file: FileHandle
    private let onPiece: @Sendable (Int) -> Void

    /// - Parameter onPiece: told the size of each piece as it is read.
    init(path: String, onPiece: @escaping @Sendable (Int) -> Void) throws(CommandError) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw .data("\(path) cannot be read") }
        self.file = file
        self.onPiece = onPiece
    }

    func makeAsyncIterator() -> FilePieces { self }

    mutating func next() async throws -> [UInt8]? {
        let file = file
        let piece = try await withCheckedThrowingContinuation { continuation in
            Self.queue.async { continuation.resume(with: Result { try file.read(upToCount: Self.size) }) }
        }
        guard let piece, !piece.isEmpty else { return nil }
        onPiece(piece.count)
        return [UInt8](piece)
    }
}
