import Glibc
import Synchronization

/// The walk itself: a stack of folders yet to read and the one being read, so that only one is open at a time.
final class FolderWalk: Sendable {
    private let root: FileRoot
    private let state = Mutex(State())

    private struct State: ~Copyable {
        var pending: [String?] = [nil]
        var folder: String?
        var stream: FolderStream?
    }

    init(_ root: FileRoot) {
        self.root = root
    }

    /// nil when there is nothing left.
    func next(upTo limit: Int, _ flag: CancellationFlag) throws -> WalkBatch? {
        try state.withLock { state in
            var batch = WalkBatch()
            while batch.count < limit {
                try flag.check()
                if state.stream == nil {
                    guard let folder = state.pending.popLast() else { break }
                    try enter(folder, &state, &batch)
                } else {
                    readName(&state, &batch)
                }
            }
            return batch.count == 0 && batch.skipped == 0 ? nil : batch
        }
    }

    private func enter(_ folder: String?, _ state: inout State, _ batch: inout WalkBatch) throws(FileRootError) {
        do throws(FileRootError) {
            state.stream = try FolderStream(folder: folder, of: root)
            state.folder = folder
        } catch .missing where folder != nil {
            // It went while the walk was elsewhere; what was in it is gone or comes by under another name.
        } catch .outsideRoot where folder != nil {
            batch.skipped += 1
        } catch {
            guard let folder, error != .rootMissing else { throw error }
            batch.unreadable.append(UnreadablePath(folder, failure: error))
        }
    }

    private func readName(_ state: inout State, _ batch: inout WalkBatch) {
        do throws(FileRootError) {
            guard let name = try state.stream?.next() else {
                state.stream = nil
                return
            }
            try look(at: name, &state, &batch)
        } catch {
            batch.unreadable.append(UnreadablePath(state.folder ?? "", failure: error))
            state.stream = nil
        }
    }

    private func look(
        at name: FolderStream.Name, _ state: inout State, _ batch: inout WalkBatch
    ) throws(FileRootError) {
        guard case .text(let name) = name else {
            batch.unreadable.append(UnreadablePath(state.folder ?? "", .nameIsNotUTF8))
            return
        }
        guard !name.hasPrefix("."), let folder = state.stream?.descriptor else {
            batch.skipped += 1
            return
        }
        let path = state.folder.map { $0 + "/" + name } ?? name
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno != ENOENT { batch.unreadable.append(UnreadablePath(path, failure: FileRootError(errno: errno, call: "fstatat"))) }
            return
        }
        if status.isFolder {
            state.pending.append(path)
        } else if let facts = facts(of: path, status) {
            batch.files.append(FoundFile(relativePath: path, facts: facts))
        } else {
            batch.skipped += 1
        }
    }

    /// nil for what is passed over: special files, links to folders, broken links and links that lead out.
    private func facts(of path: String, _ status: stat) -> FileFacts? {
        if status.isRegularFile { return FileFacts(status) }
        guard status.isLink, let target = try? root.open(path) else { return nil }
        return target.facts
    }
}
