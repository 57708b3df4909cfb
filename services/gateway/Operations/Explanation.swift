import Synchronization

/// The layers that an answer went through, for the administrator who asked with `MN-Explain: 1`.
final class Explanation: Sendable {
    private let parts = Mutex<[String]>([])

    func note(_ part: String) { parts.withLock { $0.append(part) } }

    /// One header's worth: `cache=miss; tags=media:list; breaker=closed; …`.
    var text: String { parts.withLock { $0.joined(separator: "; ") } }
}
