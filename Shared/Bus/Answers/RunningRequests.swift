/// The handlers that run now. A value, kept behind a lock.
struct RunningRequests {
    private var tasks: [String: Task<Void, Never>] = [:]
    /// Entries whose handler has started; an entry claimed from oneself after a pause must not run twice here.
    private var entries: Set<String> = []
    /// Requests given up before they were read, remembered for a while, oldest first.
    private var cancelled: [String] = []
    private var waitingForRoom: [UnsafeContinuation<Void, Never>] = []
    private static let remembered = 256

    var count: Int { entries.count }

    mutating func begin(entry: String) -> Bool { entries.insert(entry).inserted }

    /// Returns false when the handler has already ended.
    mutating func attach(_ task: Task<Void, Never>, request: String, entry: String) {
        guard entries.contains(entry) else { return }
        tasks[request] = task
    }

    /// Returns who waited for room.
    mutating func end(request: String?, entry: String) -> [UnsafeContinuation<Void, Never>] {
        entries.remove(entry)
        if let request { tasks[request] = nil }
        defer { waitingForRoom = [] }
        return waitingForRoom
    }

    mutating func cancel(_ request: String) -> Task<Void, Never>? {
        if let task = tasks[request] { return task }
        cancelled.append(request)
        if cancelled.count > Self.remembered { cancelled.removeFirst(Self.remembered / 2) }
        return nil
    }

    func isCancelled(_ request: String) -> Bool { cancelled.contains(request) }

    var all: [Task<Void, Never>] { Array(tasks.values) }

    mutating func wait(_ continuation: UnsafeContinuation<Void, Never>) { waitingForRoom.append(continuation) }
}
