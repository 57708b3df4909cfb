/// A folder or file that the walk could not look at.
package struct UnreadablePath: Sendable, Hashable {
    /// From the root; the folder alone where the name itself is not valid UTF-8. Empty for the root.
    package var relativePath: String
    package var reason: Reason

    package enum Reason: Sendable, Hashable {
        case permissionDenied
        case nameIsNotUTF8
        case tooDeep
        case system(errno: Int32)
    }

    init(_ relativePath: String, failure error: FileRootError) {
        self.relativePath = relativePath
        switch error {
        case .permissionDenied: reason = .permissionDenied
        case .invalidPath: reason = .tooDeep
        case .system(let code, _): reason = .system(errno: code)
        default: reason = .system(errno: 0)
        }
    }

    init(_ relativePath: String, _ reason: Reason) {
        self.relativePath = relativePath
        self.reason = reason
    }
}
