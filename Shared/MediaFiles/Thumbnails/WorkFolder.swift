import FoundationEssentials
import Glibc

/// A folder for one piece of work, next to where its result goes so that the result moves there in one step.
struct WorkFolder: Sendable {
    let path: String
    /// What is older belongs to a worker that was killed: no work takes so long.
    private static let longestWork = 3600

    /// Makes a fresh folder in `workspace`, calls `body` and removes what is left of it, also when `body` throws.
    static func with<Value: Sendable>(
        in workspace: String, _ body: (WorkFolder) async throws -> Value
    ) async throws -> Value {
        let folder = try await FileThreads.shared.run { _ in try make(in: workspace) }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(folder))
        } catch {
            result = .failure(error)
        }
        await folder.remove()
        return try result.get()
    }

    /// Replaces `destination` by this folder's `name`; a reader sees all of the old files or all of the new ones.
    ///
    /// But for file systems over a network that cannot exchange two names: there, when old files are replaced, neither are seen for
    /// a moment.
    func publish(
        _ name: String, to destination: String, exchange: (String, String) -> Bool = Self.exchange
    ) throws {
        let source = path + "/" + name
        try Self.makeFolder(String(destination[..<(destination.lastIndex(of: "/") ?? destination.startIndex)]))
        if rename(source, destination) == 0 { return }
        guard errno == ENOTEMPTY || errno == EEXIST else { throw Self.failure("rename") }
        if exchange(source, destination) { return }
        guard [EINVAL, ENOSYS, ENOTSUP].contains(errno) else { throw Self.failure("renameat2") }
        guard rename(destination, path + "/.replaced") == 0, rename(source, destination) == 0 else { throw Self.failure("rename") }
    }

    static func exchange(_ one: String, _ other: String) -> Bool {
        one.withCString { one in
            other.withCString { other in
                let exchange = 2
                return KernelCall.call(
                    KernelCall.renameat2, Int(AT_FDCWD), Int(bitPattern: one), Int(AT_FDCWD), Int(bitPattern: other),
                    exchange) == 0
            }
        }
    }

    /// Of the call that just failed.
    private static func failure(_ call: String) -> ThumbnailError {
        errno == ENOSPC || errno == EDQUOT ? .diskFull : .notStored("\(call): \(String(cString: strerror(errno)))")
    }

    /// With the folders above it; it may be there already.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
            throw ThumbnailError.diskFull
        }
    }

    private static func make(in workspace: String) throws -> WorkFolder {
        try makeFolder(workspace)
        removeForgotten(in: workspace, olderThan: longestWork)
        let path = "\(workspace)/work-\(UUID().uuidString)"
        guard mkdir(path, 0o755) == 0 else { throw failure("mkdir") }
        return WorkFolder(path: path)
    }

    /// Looks at a handful of names, as there are as many as pieces of work that run. Any number of workers may do so.
    static func removeForgotten(in workspace: String, olderThan seconds: Int, now: Int = time(nil)) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: workspace)) ?? [] where name.hasPrefix("work-") {
            var status = stat()
            guard lstat("\(workspace)/\(name)", &status) == 0, status.st_mtim.tv_sec < now - seconds else { continue }
            // Another may be faster; what stays is looked at again with the next piece of work.
            try? FileManager.default.removeItem(atPath: "\(workspace)/\(name)")
        }
    }

    private func remove() async {
        // What cannot be removed stays in the workspace for `removeForgotten`; the work itself is done, so it must not fail for it.
        try? await FileThreads.shared.run { [path] _ in try FileManager.default.removeItem(atPath: path) }
    }
}
