import DequeModule

/// Who runs, and who waits for the next group. It does nothing itself: its methods are what happened, and their results what to do about it.
struct GatheringState<Member> {
    /// Names one waiting caller.
    typealias ID = UInt64

    enum Arrival: Equatable {
        /// Run at once, alone.
        case lead
        case wait(ID)
    }

    private let lanes: Int
    private let largestGroup: Int
    private var busyLanes = 0
    private var lastID: ID = 0
    private var waiting: Deque<(id: ID, member: Member)> = []

    /// - Parameters:
    ///   - lanes: how many groups are on their way at a time.
    ///   - largestGroup: the most that travel together.
    init(lanes: Int, largestGroup: Int) {
        self.lanes = max(1, lanes)
        self.largestGroup = max(1, largestGroup)
    }

    var waitingCount: Int { waiting.count }

    mutating func arrive(_ member: Member) -> Arrival {
        guard busyLanes == lanes else {
            busyLanes += 1
            return .lead
        }
        lastID += 1
        waiting.append((lastID, member))
        return .wait(lastID)
    }

    /// The caller waits no longer. Nil where it belongs to a group already, or never waited.
    mutating func leave(_ id: ID) -> Member? {
        waiting.firstIndex { $0.id == id }.map { waiting.remove(at: $0).member }
    }

    /// A group has come back. Returns the next one, whose first member leads; none where nobody waits.
    mutating func groupEnded() -> [Member] {
        let next = waiting.prefix(largestGroup).map(\.member)
        waiting.removeFirst(next.count)
        if next.isEmpty { busyLanes -= 1 }
        return next
    }
}
