import Redis
import Resilience

/// The handlers that run now. A value, kept behind a lock.
struct RunningRequests {
    private struct Handler {
        let task: Task<Void, Never>
        let deadline: Deadline
    }

    private var handlers: [String: Handler] = [:]
    /// Entries whose handler has started; an entry claimed from oneself after a pause must not run twice here.
    private var entries: Set<StreamID> = []
    /// Requests given up before they were read, remembered for a while, oldest first.
    private var cancelled: [String] = []
    private var waitingForRoom: [UnsafeContinuation<Void, Never>] = []
    private(set) var isStopping = false
    private static let remembered = 256

    var count: Int { entries.count }

    func contains(_ entry: StreamID) -> Bool { entries.contains(entry) }

    mutating func begin(_ entry: StreamID) -> Bool { entries.insert(entry).inserted }

    /// Does nothing when the handler has already ended.
    mutating func attach(_ task: Task<Void, Never>, to envelope: RequestEnvelope, entry: StreamID) {
        guard entries.contains(entry) else { return }
        handlers[envelope.id] = Handler(task: task, deadline: envelope.deadline)
        // The order to cancel may have come between the handler's start and now.
        if isCancelled(envelope.id) { task.cancel() }
    }

    /// Returns who waited for room.
    mutating func end(request: String?, entry: StreamID) -> [UnsafeContinuation<Void, Never>] {
        entries.remove(entry)
        if let request { handlers[request] = nil }
        return takeWaiting()
    }

    mutating func cancel(_ request: String) -> Task<Void, Never>? {
        if let handler = handlers[request] { return handler.task }
        cancelled.append(request)
        if cancelled.count > Self.remembered { cancelled.removeFirst(Self.remembered / 2) }
        return nil
    }

    func isCancelled(_ request: String) -> Bool { cancelled.contains(request) }

    /// Handlers whose answer nobody waits for any more.
    func overdue(now: ContinuousClock.Instant) -> [Task<Void, Never>] {
        handlers.values.filter { $0.deadline.instant <= now }.map(\.task)
    }

    var tasks: [Task<Void, Never>] { handlers.values.map(\.task) }

    /// Returns false, and keeps nothing, when there is no need to wait.
    mutating func wait(_ continuation: UnsafeContinuation<Void, Never>, limit: Int) -> Bool {
        guard count >= limit, !isStopping else { return false }
        waitingForRoom.append(continuation)
        return true
    }

    /// Nothing is read from now on. Returns who waited for room.
    mutating func stop() -> [UnsafeContinuation<Void, Never>] {
        isStopping = true
        return takeWaiting()
    }

    private mutating func takeWaiting() -> [UnsafeContinuation<Void, Never>] {
        defer { waitingForRoom = [] }
        return waitingForRoom
    }
}
