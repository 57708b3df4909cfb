import Redis

/// The entries whose jobs run now. A value, kept behind a lock.
struct RunningJobs {
    private var entries: Set<StreamID> = []
    private var handlers: [StreamID: Task<Void, Never>] = [:]

    var count: Int { entries.count }
    var tasks: [Task<Void, Never>] { Array(handlers.values) }

    func contains(_ entry: StreamID) -> Bool { entries.contains(entry) }

    /// Returns false for one that runs already.
    mutating func begin(_ entry: StreamID) -> Bool { entries.insert(entry).inserted }

    /// Does nothing when the job has ended already.
    mutating func attach(_ task: Task<Void, Never>, to entry: StreamID) {
        if entries.contains(entry) { handlers[entry] = task }
    }

    mutating func end(_ entry: StreamID) {
        entries.remove(entry)
        handlers[entry] = nil
    }
}
