import Hummingbird
import NIOCore
import Synchronization

/// Closes a connection whose client has taken nothing of its answer for too long.
final class StallTimer: Sendable {
    private let channel: any Channel
    private let limit: TimeAmount
    private let timer = Mutex<Scheduled<Void>?>(nil)

    init(channel: any Channel, limit: Duration) {
        self.channel = channel
        self.limit = TimeAmount(limit)
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
        replace(with: channel.eventLoop.scheduleTask(in: limit) { [channel] in channel.close(promise: nil) })
    }

    private func replace(with next: Scheduled<Void>?) {
        let last = timer.withLock { timer in
            defer { timer = next }
            return timer
        }
        last?.cancel()
    }
}
