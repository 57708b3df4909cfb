import Glibc

/// A folder that files may be opened beneath, and nothing outside it: neither by `..` nor by a link, even one that is
/// swapped in at the worst moment. Links that stay inside are followed when they are relative; absolute links are
/// refused. The folder is looked up at each use, so a share that is mounted again is seen.
package struct FileRoot: Sendable, Hashable {
    /// The trusted part, given by whoever configures the system; links in it are followed.
    let base: String
    /// The folder beneath `base`, which a user chose; empty for `base` itself.
    let folder: String

    /// `path` is taken as it is: configuration or a folder that we made ourselves, never a user's word.
    package init(trusted path: String) {
        self.init(base: path, folder: "")
    }

    init(base: String, folder: String) {
        self.base = base
        self.folder = folder
    }

    package var path: String {
        folder.isEmpty ? base : base == "/" ? base + folder : base + "/" + folder
    }

    /// Opens a regular file. Blocks for as long as the file system takes; `opened` does not.
    package func open(_ relativePath: String) throws(FileRootError) -> OpenedFile {
        try PathBounds.checkRelative(relativePath)
        let root = try descriptor()
        defer { close(root) }
        return try OpenedFile(resolved: BeneathOpen.descriptor(for: relativePath, in: root, flags: KernelCall.pathOnly))
    }

    /// `open` on a thread that may block.
    package func opened(_ relativePath: String) async throws -> OpenedFile {
        try await FileThreads.shared.run { _ in try self.open(relativePath) }
    }

    package func state() -> FileRootState {
        do throws(FileRootError) {
            return try FolderStream(folder: nil, of: self).isEmpty() ? .empty : .present
        } catch {
            switch error {
            case .rootMissing: return .missing
            case .notAFolder: return .notAFolder
            default: return .unreadable
            }
        }
    }

    /// The root's own descriptor, good for looking up names in it; the caller closes it.
    func descriptor() throws(FileRootError) -> Int32 {
        let flags = KernelCall.pathOnly | O_DIRECTORY | O_CLOEXEC
        let opened = Glibc.open(base, flags)
        guard opened >= 0 else { throw errno == ENOENT ? .rootMissing : rootError(at: base) }
        guard !folder.isEmpty else { return opened }
        defer { close(opened) }
        do throws(FileRootError) {
            return try BeneathOpen.descriptor(for: folder, in: opened, flags: flags)
        } catch {
            throw error == .missing ? rootError(at: path) : error
        }
    }

    /// `ENOTDIR` says that a part is no folder; it is missing only if the last part is not there at all.
    private func rootError(at path: String) -> FileRootError {
        let code = errno
        guard code == ENOTDIR || code == ENOENT else { return FileRootError(errno: code, call: "open") }
        var status = stat()
        return lstat(path, &status) == 0 && !status.isLink ? .notAFolder : .rootMissing
    }
}
