import Glibc

/// Reads the names in one folder, a few at a time.
struct FolderStream: ~Copyable {
    private let stream: OpaquePointer
    let descriptor: Int32

    /// `folder` is relative to the root; nil is the root itself.
    init(folder: String?, of root: FileRoot) throws(FileRootError) {
        let handle = try root.descriptor()
        defer { close(handle) }
        let opened = try BeneathOpen.descriptor(for: folder ?? ".", in: handle, flags: O_RDONLY | O_DIRECTORY)
        guard let stream = fdopendir(opened) else {
            let code = errno
            close(opened)
            throw FileRootError(errno: code, call: "fdopendir")
        }
        self.stream = stream
        descriptor = opened
    }

    deinit {
        closedir(stream)
    }

    /// The next name but `.` and `..`, nil at the end.
    func next() throws(FileRootError) -> Name? {
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileRootError(errno: errno, call: "readdir") }
                return nil
            }
            let name = Self.name(of: entry)
            if name != .text("."), name != .text("..") { return name }
        }
    }

    func isEmpty() throws(FileRootError) -> Bool {
        try next() == nil
    }

    enum Name: Equatable {
        case text(String)
        case notUTF8
    }

    /// Reads in place: the kernel's records are shorter than the struct, so copying it would read past them.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> Name {
        // The offset of a stored property of an imported C struct is always known.
        // swift-format-ignore: NeverForceUnwrap
        let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
        let bytes = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        return String(validatingCString: bytes).map(Name.text) ?? .notUTF8
    }
}
