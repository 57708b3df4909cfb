/// Walks a library, batch by batch. Hidden files and folders, special files and links out of the root are passed over; so
/// are links to folders, since a folder inside is walked under its own name. A file that vanishes is left out, a folder
/// that cannot be read is reported, and neither ends the walk.
///
/// Throws `FileRootError.rootMissing` (or `.notAFolder`, `.permissionDenied`) when the root cannot be walked at all, at any point of the walk.
/// An empty root is no error here: ask `FileRoot.state()` before and after.
package struct FileWalker: AsyncSequence, Sendable {
    package typealias Element = WalkBatch

    private let root: FileRoot
    private let batchSize: Int
    private let threads: FileThreads

    package init(_ root: FileRoot, batchSize: Int = 256, threads: FileThreads = .shared) {
        self.root = root
        self.batchSize = batchSize
        self.threads = threads
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(walk: FolderWalk(root), batchSize: batchSize, threads: threads)
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let walk: FolderWalk
        fileprivate let batchSize: Int
        fileprivate let threads: FileThreads

        package func next() async throws -> WalkBatch? {
            let (walk, batchSize) = (walk, batchSize)
            return try await threads.run { flag in try walk.next(upTo: batchSize, flag) }
        }
    }
}
