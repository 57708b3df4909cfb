import Glibc

/// Ends the process when its own shutdown hangs. The kernel's alarm, because a stuck thread pool would not run a timer.
enum LastResort {
    /// `EX_SOFTWARE` of sysexits.h.
    static let exitCode: Int32 = 70

    static func arm(after duration: Duration) {
        signal(SIGALRM) { _ in
            // Only what is safe inside a signal handler: no allocation, no locks.
            let line: StaticString = "shutdown took too long: the process ends now\n"
            _ = write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
            _exit(LastResort.exitCode)
        }
        alarm(UInt32(clamping: duration.components.seconds + 1))
    }

    static func disarm() {
        alarm(0)
    }
}
