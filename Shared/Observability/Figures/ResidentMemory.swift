import Glibc

/// What this process holds of the machine's memory.
package enum ResidentMemory {
    /// Nil where the kernel does not tell.
    package static var bytes: Int? {
        guard let pages = ProcFile.text("/proc/self/statm")?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            return nil
        }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
