internal import CLibpq
import Glibc
import Synchronization

/// The one thread of the process that watches all connections' sockets and deadlines.
///
/// It reads replies and never waits for anything but `epoll_wait`. Requests are not sent from here: each caller
/// writes to the socket from its own thread.
final class Reactor: Sendable {
    static let shared = Reactor()

    private struct State {
        var sources: [UInt64: any ReactorSource] = [:]
        var timed: [UInt64: any ReactorTimed] = [:]
        var lastToken: UInt64 = 0
    }

    private let epoll: Int32
    private let wakeup: Int32
    private let state = Mutex(State())
    private let alarm = Alarm()

    private init() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeup = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        precondition(epoll >= 0 && wakeup >= 0, "the process has no file descriptors left")
        control(EPOLL_CTL_ADD, wakeup, token: 0, events: EPOLLIN.rawValue)
        DetachedThread.start { [self] in run() }
    }

    /// Begins to watch for reading. The returned token names the registration, since descriptors are reused.
    func register(_ descriptor: Int32, _ source: any ReactorSource) -> UInt64 {
        let token = state.withLock { state in
            state.lastToken += 1
            state.sources[state.lastToken] = source
            return state.lastToken
        }
        control(EPOLL_CTL_ADD, descriptor, token: token, events: EPOLLIN.rawValue)
        return token
    }

    func watch(_ descriptor: Int32, token: UInt64, writing: Bool) {
        let events = EPOLLIN.rawValue | (writing ? EPOLLOUT.rawValue : 0)
        control(EPOLL_CTL_MOD, descriptor, token: token, events: events)
    }

    /// Has to come before the descriptor is closed.
    func unregister(_ descriptor: Int32, token: UInt64) {
        control(EPOLL_CTL_DEL, descriptor, token: token, events: 0)
        state.withLock { _ = $0.sources.removeValue(forKey: token) }
    }

    func addTimed(_ timed: any ReactorTimed) -> UInt64 {
        state.withLock { state in
            state.lastToken += 1
            state.timed[state.lastToken] = timed
            return state.lastToken
        }
    }

    func removeTimed(_ token: UInt64) {
        state.withLock { _ = $0.timed.removeValue(forKey: token) }
    }

    /// Makes sure that `tick` runs at `instant` or before. Costs a system call only if nothing earlier is due.
    func schedule(at instant: ContinuousClock.Instant) {
        guard alarm.set(instant) else { return }
        eventfd_write(wakeup, 1)
    }
}

extension Reactor {
    private func control(_ operation: Int32, _ descriptor: Int32, token: UInt64, events: UInt32) {
        var event = epoll_event()
        event.events = events
        event.data.u64 = token
        let outcome = epoll_ctl(epoll, operation, descriptor, &event)
        // A connection that nobody watches would hang for ever; the kernel refuses only when it is out of memory.
        precondition(outcome == 0, "epoll_ctl failed: \(errno)")
    }

    private func run() -> Never {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
            while true {
                let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), alarm.millisecondsLeft)
                for event in events.prefix(Int(max(0, count))) { dispatch(event) }
                if alarm.isDue { tick() }
            }
        }
    }

    private func dispatch(_ event: epoll_event) {
        let token = event.data.u64
        guard token != 0 else {
            var count: eventfd_t = 0
            eventfd_read(wakeup, &count)
            return
        }
        let source = state.withLock { $0.sources[token] }
        source?.ready(writable: event.events & EPOLLOUT.rawValue != 0)
    }

    private func tick() {
        alarm.clear()
        let now = ContinuousClock.now
        for timed in state.withLock({ Array($0.timed.values) }) {
            if let next = timed.tick(now: now) { schedule(at: next) }
        }
    }
}
