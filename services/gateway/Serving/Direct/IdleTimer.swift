import NIOCore

/// Calls when nothing has happened for so long. One timer for the life of a connection: what happens only writes down the time.
struct IdleTimer {
    private final class State {
        var last = NIODeadline.now()
        var scheduled: Scheduled<Void>?
    }

    private let limit: TimeAmount
    private let state = State()

    init(limit: TimeAmount) { self.limit = limit }

    func somethingHappened() { state.last = .now() }

    func stop() {
        state.scheduled?.cancel()
        state.scheduled = nil
    }

    /// `expired` is called each time the limit has passed, until `stop`.
    func start(on eventLoop: any EventLoop, _ expired: @escaping @Sendable () -> Void) {
        guard state.scheduled == nil else { return }
        somethingHappened()
        schedule(NIOLoopBound(self, eventLoop: eventLoop), expired)
    }

    private func schedule(_ place: NIOLoopBound<IdleTimer>, _ expired: @escaping @Sendable () -> Void) {
        state.scheduled = place.eventLoop.scheduleTask(deadline: state.last + limit) {
            let timer = place.value
            if NIODeadline.now() - timer.state.last >= timer.limit {
                expired()
                timer.somethingHappened()
            }
            guard timer.state.scheduled != nil else { return }
            timer.schedule(place, expired)
        }
    }
}
