import Contracts

/// What the engine promises of one type's line, as simply as it can be said.
struct QueueModel {
    struct Job {
        let id: JobID
        let priority: Int
        /// Promoted ones stand before all others, the latest first.
        var front = 0
        var arrival = 0
        var state = JobState.waiting
        var attempt = 0
    }

    private(set) var jobs: [JobID: Job] = [:]
    private(set) var isPaused = false
    private var arrivals = 0
    private var promotions = 0

    func ids(_ state: JobState) -> [JobID] { jobs.values.filter { $0.state == state }.map(\.id).sorted() }

    /// The line.
    var waiting: [JobID] {
        jobs.values.filter { $0.state == .waiting }.sorted {
            ($1.front, $1.priority, $0.arrival) < ($0.front, $0.priority, $1.arrival)
        }.map(\.id)
    }

    mutating func add(_ id: JobID, priority: Int, isDelayed: Bool) {
        jobs[id] = Job(id: id, priority: priority)
        if isDelayed { jobs[id]?.state = .delayed } else { queue(id) }
    }

    /// Adding many counts arrivals for those that are delayed, too; only the order matters.
    private mutating func queue(_ id: JobID) {
        arrivals += 1
        jobs[id]?.arrival = arrivals
        jobs[id]?.front = 0
        jobs[id]?.state = .waiting
    }

    mutating func pause() { isPaused = true }

    mutating func resume() { isPaused = false }

    mutating func promote(_ id: JobID) -> Bool {
        guard let state = jobs[id]?.state, state == .waiting || state == .delayed else { return false }
        promotions += 1
        jobs[id]?.front = promotions
        jobs[id]?.state = .waiting
        return true
    }

    mutating func remove(_ id: JobID) -> Bool {
        guard let state = jobs[id]?.state, state != .active else { return false }
        jobs[id] = nil
        return true
    }

    mutating func drain() { for id in waiting { jobs[id] = nil } }

    /// What a worker gets that reads one.
    mutating func take() -> (id: JobID, attempt: Int)? {
        guard !isPaused, let id = waiting.first else { return nil }
        jobs[id]?.state = .active
        jobs[id]?.attempt += 1
        return (id, jobs[id]?.attempt ?? 0)
    }

    mutating func end(_ id: JobID, as state: JobState) { jobs[id]?.state = state }

    mutating func retry(_ id: JobID) -> Bool {
        guard jobs[id]?.state == .failed else { return false }
        queue(id)
        return true
    }
}
