/// Which derivations wait, in order, and whether another may. Knows no threads.
struct HashingQueue: Sendable {
    enum Admission: Equatable {
        case queued
        case full
        case closed
    }

    private let capacity: Int
    // A few hundred at most: taking from the front of an array costs nothing beside a derivation.
    private var waiting: [HashingJob] = []
    private var nextID: UInt64 = 0
    private(set) var isClosed = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { waiting.count }

    mutating func makeID() -> UInt64 {
        nextID += 1
        return nextID
    }

    mutating func submitted(_ job: HashingJob) -> Admission {
        if isClosed { return .closed }
        guard waiting.count < capacity else { return .full }
        waiting.append(job)
        return .queued
    }

    /// The job to run next.
    mutating func threadFreed() -> HashingJob? {
        waiting.isEmpty ? nil : waiting.removeFirst()
    }

    /// The job that its caller gave up, unless a thread has taken it already.
    mutating func cancelled(_ id: UInt64) -> HashingJob? {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return waiting.remove(at: index)
    }

    /// Closes the queue. The jobs that no thread will take any more.
    mutating func closed() -> [HashingJob] {
        isClosed = true
        defer { waiting.removeAll() }
        return waiting
    }
}
