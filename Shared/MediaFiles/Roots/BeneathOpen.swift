import Glibc

/// Opens a path beneath a folder so that no link, however it is swapped meanwhile, leads out of it.
enum BeneathOpen {
    /// `struct open_how` of the kernel.
    private struct Rules {
        var flags: UInt64
        var mode: UInt64 = 0
        var resolve: UInt64
    }

    private static let noMagicLinks: UInt64 = 0x02
    private static let beneath: UInt64 = 0x08

    /// The caller closes the descriptor. `path` must have passed `RelativePath.check`.
    static func descriptor(for path: String, in folder: Int32, flags: Int32) throws(FileRootError) -> Int32 {
        // EAGAIN: something was renamed while the kernel resolved the path; it asks to try again.
        for _ in 0..<32 {
            let result = resolveBeneath(path, in: folder, flags: flags)
            if result >= 0 { return Int32(result) }
            switch errno {
            case EAGAIN, EINTR: continue
            case ENOSYS: return try checked(path, in: folder, flags: flags)
            default: throw FileRootError(errno: errno, call: "openat2")
            }
        }
        throw .system(errno: EAGAIN, call: "openat2")
    }

    private static func resolveBeneath(_ path: String, in folder: Int32, flags: Int32) -> Int {
        let flags = UInt64(UInt32(bitPattern: flags | O_CLOEXEC))
        var rules = Rules(flags: flags, resolve: beneath | noMagicLinks)
        return path.withCString { path in
            withUnsafeMutablePointer(to: &rules) { rules in
                KernelCall.call(
                    KernelCall.openat2, Int(folder), Int(bitPattern: path), Int(bitPattern: rules), MemoryLayout<Rules>.size)
            }
        }
    }

    /// For kernels before 5.6: opens first, then asks the kernel what was opened. What is outside is never read.
    static func checked(_ path: String, in folder: Int32, flags: Int32) throws(FileRootError) -> Int32 {
        let opened = openat(folder, path, flags | O_CLOEXEC)
        guard opened >= 0 else { throw FileRootError(errno: errno, call: "openat") }
        guard let root = target(of: folder), let found = target(of: opened) else {
            close(opened)
            throw .system(errno: ENOSYS, call: "readlink")
        }
        guard PathBounds.contains(root, found) else {
            close(opened)
            throw .outsideRoot
        }
        return opened
    }

    private static func target(of descriptor: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
        return count > 0 ? String(validating: buffer[..<count], as: UTF8.self) : nil
    }
}
