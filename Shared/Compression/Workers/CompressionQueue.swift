import DequeModule

/// Which jobs wait, which run, and whether another may. Knows no threads.
struct CompressionQueue<Job> {
    private let limit: Int
    private var waiting: Deque<(id: UInt64, job: Job)> = []
    /// What runs, and whether somebody still waits for it.
    private var running: [UInt64: Bool] = [:]
    private var lastID: UInt64 = 0
    private(set) var isClosed = false

    /// At most `threads` jobs run and `capacity` more wait.
    init(threads: Int, capacity: Int) {
        limit = threads + capacity
    }

    var waitingCount: Int { waiting.count }
    var runningCount: Int { running.count }

    mutating func makeID() -> UInt64 {
        lastID += 1
        return lastID
    }

    /// Whether there is a place for it. A reserved one has been counted elsewhere.
    mutating func submitted(_ job: Job, id: UInt64, isReserved: Bool = false) -> Bool {
        guard !isClosed, isReserved || waiting.count + running.count < limit else { return false }
        waiting.append((id, job))
        return true
    }

    /// The job to run next.
    mutating func threadFreed() -> (id: UInt64, job: Job)? {
        guard let next = waiting.popFirst() else { return nil }
        running[next.id] = true
        return next
    }

    /// Whether somebody waits for a job that runs.
    func isWanted(_ id: UInt64) -> Bool { running[id] ?? false }

    mutating func finished(_ id: UInt64) {
        running[id] = nil
    }

    /// Its caller gave it up. The job, unless a thread has taken it; then it is not wanted any more.
    mutating func cancelled(_ id: UInt64) -> Job? {
        if running[id] != nil { running[id] = false }
        return waiting.firstIndex { $0.id == id }.map { waiting.remove(at: $0).job }
    }

    /// Closes the queue. The jobs that no thread will take any more.
    mutating func closed() -> [Job] {
        isClosed = true
        defer { waiting.removeAll() }
        return waiting.map(\.job)
    }
}
