import Glibc
import Synchronization

/// The `Date` header, written once a second.
final class CurrentDate: Sendable {
    private let last = Mutex<(second: Int64, text: String)>((0, ""))

    var text: String {
        var now = timespec()
        // The coarse clock is a plain memory read, and whole seconds are all that is shown.
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        let second = Int64(now.tv_sec)
        return last.withLock { last in
            if last.second != second { last = (second, HTTPDate.text(second)) }
            return last.text
        }
    }
}
