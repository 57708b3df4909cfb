import DequeModule

/// Who may go and who waits, in the order they came. Pure: the runner holds the continuations.
struct PermitQueue {
    enum RequestAction: Equatable { case go, wait, reject }
    enum ReleaseAction: Equatable { case none, resume(UInt64) }

    private let limit: Int
    private let maximumWaiting: Int
    private(set) var running = 0
    private var order: Deque<UInt64> = []
    private var waiting: Set<UInt64> = []

    init(limit: Int, maximumWaiting: Int) {
        precondition(limit > 0 && maximumWaiting >= 0, "a concurrency limit is above zero, a queue is not below")
        self.limit = limit
        self.maximumWaiting = maximumWaiting
    }

    var waitingCount: Int { waiting.count }

    /// Takes a permit if one is free, which is the case only while nobody waits.
    mutating func startedAtOnce() -> Bool {
        guard running < limit else { return false }
        running += 1
        return true
    }

    mutating func requested(_ id: UInt64) -> RequestAction {
        if startedAtOnce() { return .go }
        guard waiting.count < maximumWaiting else { return .reject }
        waiting.insert(id)
        order.append(id)
        return .wait
    }

    /// The permit passes straight to the next in line, so that a newcomer cannot slip in between.
    mutating func released() -> ReleaseAction {
        while let next = order.popFirst() {
            if waiting.remove(next) != nil { return .resume(next) }
        }
        running -= 1
        return .none
    }

    /// Whether it was still waiting, and so must be told. One that has its permit keeps it and gives it back as usual.
    mutating func cancelled(_ id: UInt64) -> Bool {
        guard waiting.remove(id) != nil else { return false }
        // Its place in line is skipped later; swept when such places outnumber the people.
        if order.count > 2 * waiting.count + 16 { order.removeAll { !waiting.contains($0) } }
        return true
    }
}
