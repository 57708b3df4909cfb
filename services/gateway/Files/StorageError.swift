import Contracts
import Glibc

/// A call on the storage folder that failed.
struct StorageError: Error, CustomStringConvertible {
    let errno: Int32
    let call: String

    var description: String { "\(call): \(String(cString: strerror(errno)))" }

    var isFull: Bool { errno == ENOSPC || errno == EDQUOT }

    var problem: Problem {
        guard isFull else { return .unavailable("The storage cannot be written right now.", retryAfter: 30) }
        return Problem(
            "insufficient-storage", title: "The storage is full", status: 507, detail: "There is no room for this file.")
    }
}
