import Redis

/// The entries that a worker has, until Redis knows how they ended. A value, kept behind a lock.
struct RunningJobs {
    private struct Run {
        var id = ""
        var attempt = 0
        var handler: Task<Void, Never>?
        /// It has ended, or is not this worker's any more: what its handler still says is not told.
        var isOver = false
        /// Its handler has returned: its slot is free.
        var isIdle = false
        /// Redis knows, or it does not matter.
        var isForgotten = false
    }

    private var runs: [StreamID: Run] = [:]
    private(set) var ends: [JobEnd] = []
    /// Handlers that have not returned.
    private(set) var busy = 0

    var count: Int { runs.count }
    var handlers: [Task<Void, Never>] { runs.values.compactMap(\.handler) }
    /// Jobs whose handlers run, and their attempts.
    var leases: [(entry: StreamID, id: String, attempt: Int)] {
        runs.filter { !$1.isOver && !$1.id.isEmpty }.map { ($0, $1.id, $1.attempt) }
    }

    func handler(of entry: StreamID) -> Task<Void, Never>? { runs[entry]?.handler }

    func contains(_ entry: StreamID) -> Bool { runs[entry] != nil }

    /// Returns false for one that it has already.
    mutating func take(_ entry: StreamID) -> Bool {
        guard runs[entry] == nil else { return false }
        runs[entry] = Run()
        busy += 1
        return true
    }

    mutating func begin(_ entry: StreamID, id: String, attempt: Int) {
        runs[entry]?.id = id
        runs[entry]?.attempt = attempt
    }

    /// Does nothing when the handler has returned already.
    mutating func attach(_ handler: Task<Void, Never>, to entry: StreamID) {
        if runs[entry]?.isIdle == false { runs[entry]?.handler = handler }
    }

    /// The first end of an attempt is the one that is told. Returns whether this is it.
    mutating func end(_ end: JobEnd) -> Bool {
        guard let run = runs[end.entry], !run.isOver else { return false }
        runs[end.entry]?.isOver = true
        ends.append(end)
        return true
    }

    mutating func returned(_ entry: StreamID) {
        guard let run = runs[entry], !run.isIdle else { return }
        busy -= 1
        runs[entry]?.isIdle = true
        runs[entry]?.handler = nil
        if run.isForgotten { runs[entry] = nil }
    }

    /// Ends that are told together, the oldest first.
    mutating func takeEnds(_ most: Int) -> [JobEnd] {
        let batch = Array(ends.prefix(most))
        ends.removeFirst(batch.count)
        return batch
    }

    /// Its end is told. A handler that still runs keeps its slot.
    mutating func forget(_ entry: StreamID) {
        guard let run = runs[entry] else { return }
        if run.isIdle {
            runs[entry] = nil
        } else {
            runs[entry]?.isOver = true
            runs[entry]?.isForgotten = true
        }
    }

    /// Gives an entry up whose handler was never called.
    mutating func drop(_ entry: StreamID) {
        if runs.removeValue(forKey: entry) != nil { busy -= 1 }
    }

    /// The lease is another's now. Returns the handler to cancel.
    mutating func lose(_ entry: StreamID) -> Task<Void, Never>? {
        guard let run = runs[entry], !run.isOver else { return nil }
        forget(entry)
        return run.handler
    }
}
