import Synchronization

/// Invalidations of the same moment, told together: while one is on its way, those that come wait, and go with the next.
///
/// Each is told by a command that was sent after it was asked for; a command for several tells of each of them whole. No task runs
/// here beside the callers': who finds the line free tells first, and hands on to one of those that came meanwhile.
final class GatheredTags: Sendable {
    private enum Turn: Sendable {
        /// Tell these, for oneself and for the others.
        case tell(Set<CacheTag>, for: [Waiting])
        case told(Bool)
    }

    private typealias Waiting = UnsafeContinuation<Turn, Never>

    private struct State: Sendable {
        var isTelling = false
        var tags: Set<CacheTag> = []
        var waiting: [Waiting] = []

        /// Nil when nobody waits; the next who comes finds the line free.
        mutating func next() -> (teller: Waiting, turn: Turn)? {
            guard let teller = waiting.popLast() else {
                isTelling = false
                return nil
            }
            defer { (tags, waiting) = ([], []) }
            return (teller, .tell(tags, for: waiting))
        }
    }

    private let state = Mutex(State())

    var waitingCount: Int { state.withLock(\.waiting.count) }

    /// What `tell` answers for all that went together. Cancelling does not end it.
    func tell(_ tags: [CacheTag], by tell: ([CacheTag]) async -> Bool) async -> Bool {
        switch await turn(tags) {
        case .told(let isDone): return isDone
        case .tell(let all, let others):
            let isDone = await tell(Array(all))
            // First the next, whose command can travel while these go on.
            if let (teller, turn) = state.withLock({ $0.next() }) { teller.resume(returning: turn) }
            for other in others { other.resume(returning: .told(isDone)) }
            return isDone
        }
    }

    private func turn(_ tags: [CacheTag]) async -> Turn {
        // Unsafe, because each that waits is either taken by `next`, or answered by who was.
        await withUnsafeContinuation { continuation in
            let isFree = state.withLock { state in
                defer { state.isTelling = true }
                guard state.isTelling else { return true }
                state.tags.formUnion(tags)
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume(returning: .tell(Set(tags), for: [])) }
        }
    }
}
