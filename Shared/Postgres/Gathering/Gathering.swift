import Synchronization

/// Lets the brief statements of many callers travel together: while one group is on its way, those who come meanwhile wait, and
/// are the next group. So the busier a service is, the fewer round trips, wake-ups and commits it needs; alone, nobody waits.
///
/// The first of a group leads: its task runs the statements of all of them. Group commit, as databases do it with their logs
/// (DeWitt et al., 1984).
final class Gathering: Sendable {
    struct Member: Sendable {
        let sql: SQL
        let deadline: ContinuousClock.Instant?
        let continuation: UnsafeContinuation<Turn, Never>
    }

    enum Turn: Sendable {
        /// Run these besides one's own.
        case lead([Member])
        case done(PostgresRows)
        /// By the ordinary way: the group failed, or the caller gave up.
        case alone
    }

    private let state: Mutex<GatheringState<Member>>

    init(lanes: Int, largestGroup: Int) {
        state = Mutex(GatheringState(lanes: lanes, largestGroup: largestGroup))
    }

    var waitingCount: Int { state.withLock { $0.waitingCount } }

    /// Waits for one's turn. Whoever is told to lead has to say when its group has `ended`.
    nonisolated(nonsending) func turn(_ sql: SQL, deadline: ContinuousClock.Instant?) async -> Turn {
        let place = Mutex<GatheringState<Member>.ID?>(nil)
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                arrive(Member(sql: sql, deadline: deadline, continuation: continuation), place)
            }
        } onCancel: {
            place.withLock(\.self).map(leave)
        }
    }

    private func arrive(_ member: Member, _ place: borrowing Mutex<GatheringState<Member>.ID?>) {
        switch state.withLock({ $0.arrive(member) }) {
        case .lead: member.continuation.resume(returning: .lead([]))
        case .wait(let id):
            place.withLock { $0 = id }
            // The handler may have run before the place was known; it found nothing then.
            if Task.isCancelled { leave(id) }
        }
    }

    private func leave(_ id: GatheringState<Member>.ID) {
        state.withLock { $0.leave(id) }?.continuation.resume(returning: .alone)
    }

    /// Sends the next group on its way.
    func ended() {
        let next = state.withLock { $0.groupEnded() }
        next.first?.continuation.resume(returning: .lead(Array(next.dropFirst())))
    }
}
