/// The folders that the operator allows libraries to lie in. A root may be missing for now (a disk not yet plugged in).
package struct MediaRoots: Sendable, Hashable {
    package let paths: [String]

    package init(_ paths: [String]) {
        self.paths = paths
    }

    /// The library at an absolute path, without links and inside one of the roots (or a root itself).
    /// Throws `.outsideRoot` where it is not, `.missing` or `.notAFolder` where it is not a folder.
    package func library(at path: String) throws(FileRootError) -> FileRoot {
        let path = try PathBounds.canonical(path)
        guard let base = base(of: path) else { throw .outsideRoot }
        let root = FileRoot(base: base, folder: String(path.dropFirst(base.count).drop { $0 == "/" }))
        switch root.state() {
        case .missing: throw .missing
        case .notAFolder: throw .notAFolder
        case .unreadable: throw .permissionDenied
        case .empty, .present: return root
        }
    }

    /// A library found valid earlier, by the canonical path that `library(at:)` gave it. Nothing is looked up, so it works
    /// while the disk is away; opening stays confined to the media root.
    package func knownLibrary(at canonicalPath: String) throws(FileRootError) -> FileRoot {
        for root in paths {
            for base in [root, (try? PathBounds.canonical(root)) ?? root] where PathBounds.contains(base, canonicalPath) {
                let folder = String(canonicalPath.dropFirst(base.count).drop { $0 == "/" })
                if !folder.isEmpty { try PathBounds.checkRelative(folder) }
                return FileRoot(base: base, folder: folder)
            }
        }
        throw .outsideRoot
    }

    package func contains(_ path: String) -> Bool {
        (try? library(at: path)) != nil
    }

    /// Whether one of two libraries is the other or lies in it.
    package static func overlap(_ one: FileRoot, _ other: FileRoot) -> Bool {
        PathBounds.contains(one.path, other.path) || PathBounds.contains(other.path, one.path)
    }

    private func base(of path: String) -> String? {
        paths.lazy.compactMap { try? PathBounds.canonical($0) }.first { PathBounds.contains($0, path) }
    }
}
