import Glibc
import Synchronization

/// Writes whole lines to a file descriptor: two lines of this process never mix.
package final class LogOutput: Sendable {
    package static let standardError = LogOutput(descriptor: STDERR_FILENO)

    // The mutex guards the descriptor's position between two lines, not the number.
    private let descriptor: Mutex<Int32>

    /// The descriptor stays the caller's to close.
    package init(descriptor: Int32) {
        self.descriptor = Mutex(descriptor)
    }

    /// Writes the line and a newline. A reader that has gone away loses it: there is nowhere left to complain.
    func write(_ line: String) {
        var line = line
        line += "\n"
        descriptor.withLock { descriptor in
            line.withUTF8 { Self.writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            } else if errno == EAGAIN {
                // Someone made the descriptor non-blocking; half a line would be worse than a short wait.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, 1000)
            } else if errno != EINTR {
                return
            }
        }
    }
}
