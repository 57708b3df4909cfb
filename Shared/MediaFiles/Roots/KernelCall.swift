import Glibc

/// System calls that glibc hides from Swift. `syscall(2)` is variadic in C and therefore hidden as well; its
/// implementation reads plain integer registers, so calling it with a fixed number of words is sound on Linux.
enum KernelCall {
    /// From `<fcntl.h>`, shown only to GNU sources.
    static let pathOnly: Int32 = 0o10_000_000

    static let openat2 = 437
    #if arch(x86_64)
        static let renameat2 = 316
    #else
        static let renameat2 = 276
    #endif

    private typealias Words = @convention(c) (Int, Int, Int, Int, Int, Int) -> Int

    private static let syscall: Words? = dlsym(nil, "syscall").map { unsafeBitCast($0, to: Words.self) }

    /// Returns what the kernel returned, with `errno` set when it is negative; -1 and `ENOSYS` where it cannot be called.
    static func call(_ number: Int, _ one: Int, _ two: Int, _ three: Int, _ four: Int, _ five: Int = 0) -> Int {
        guard let syscall else {
            errno = ENOSYS
            return -1
        }
        return syscall(number, one, two, three, four, five)
    }
}
