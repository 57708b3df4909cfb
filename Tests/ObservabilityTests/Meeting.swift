import Synchronization

/// Holds everybody who arrives until `count` have.
final class Meeting: Sendable {
    private let count: Int
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

    init(of count: Int) {
        self.count = count
    }

    func arrive() async {
        await withCheckedContinuation { continuation in
            let complete = waiting.withLock { waiting in
                waiting.append(continuation)
                defer { if waiting.count == count { waiting = [] } }
                return waiting.count == count ? waiting : []
            }
            complete.forEach { $0.resume() }
        }
    }
}
