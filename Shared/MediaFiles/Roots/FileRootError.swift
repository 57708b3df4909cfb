import Glibc

/// Why a path was not opened. None of these carries a path from outside the caller's own input.
package enum FileRootError: Error, Equatable, Sendable {
    /// Empty, absolute, too long, or with `..`, an empty part or a NUL byte.
    case invalidPath
    case missing
    /// The root itself is not there: an unplugged disk, an unmounted share.
    case rootMissing
    /// A link leads out of the root, or in a circle.
    case outsideRoot
    /// A folder, pipe, socket or device where a file was expected.
    case notRegularFile
    case notAFolder
    case permissionDenied
    case system(errno: Int32, call: String)
}

extension FileRootError {
    init(errno code: Int32, call: String) {
        switch code {
        case ENOENT, ENOTDIR: self = .missing
        case EXDEV, ELOOP: self = .outsideRoot
        case EACCES, EPERM: self = .permissionDenied
        case ENAMETOOLONG, EINVAL: self = .invalidPath
        default: self = .system(errno: code, call: call)
        }
    }
}
