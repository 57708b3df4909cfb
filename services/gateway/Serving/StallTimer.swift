import Hummingbird
import NIOCore
import Synchronization

/// Closes a connection whose client has taken nothing of its answer for too long.
final class StallTimer: Sendable {
    private let eventLoop: any EventLoop
    private let limit: TimeAmount
    private let close: @Sendable () -> Void
    private let timer = Mutex<Scheduled<Void>?>(nil)

    init(eventLoop: any EventLoop, limit: Duration, close: @escaping @Sendable () -> Void) {
        self.eventLoop = eventLoop
        self.limit = TimeAmount(limit)
        self.close = close
    }

    func stop() { replace(with: nil) }

    /// The same body, timed anew with each part that the client takes.
    func watching(_ body: ResponseBody) -> ResponseBody {
        ResponseBody(contentLength: body.contentLength) { [self] writer in
            restart()
            try await body.write(
                writer.map { part in
                    self.restart()
                    return part
                })
        }
    }

    private func restart() {
        replace(with: eventLoop.scheduleTask(in: limit, close))
    }

    private func replace(with next: Scheduled<Void>?) {
        let last = timer.withLock { timer in
            defer { timer = next }
            return timer
        }
        last?.cancel()
    }
}
