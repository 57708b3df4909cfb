import Glibc
import Synchronization

/// Standard error, one whole line at a time whoever writes.
final class Console: Sendable {
    static let standard = Console(descriptor: STDERR_FILENO)

    let isTerminal: Bool
    private let descriptor: Int32
    private let lock = Mutex(())

    init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    func say(_ line: String) {
        write(line + "\n")
    }

    /// Replaces the line that the cursor is on. Only for a terminal.
    func show(_ line: String) {
        write("\r\u{1B}[K" + line)
    }

    private func write(_ text: String) {
        var text = text
        lock.withLock { _ in
            text.withUTF8 { bytes in
                var sent = 0
                while sent < bytes.count {
                    let written = Glibc.write(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
                    // There is nobody left to tell that nobody reads.
                    guard written > 0 || errno == EINTR else { return }
                    sent += max(0, written)
                }
            }
        }
    }
}
