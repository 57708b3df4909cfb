import Logging
import NIOCore
import Redis
import Synchronization

/// Gathers what handlers finish in one turn of the event loop into one write: the replies, one acknowledgement and one
/// removal for all.
///
/// The order inside the write is the promise: an entry is acknowledged only after its reply was added. A process that
/// dies in between leaves the entry to be claimed, and its reply may come twice.
final class ReplyWriter: Sendable {
    private struct Finished {
        var replies: [RedisCommand] = []
        var entries: [String] = []
        var isScheduled = false
    }

    private let client: RedisClient
    private let stream: String
    private let maximumReplies: Int
    private let logger: Logger
    private let finished = Mutex(Finished())

    init(client: RedisClient, stream: String, maximumReplies: Int, logger: Logger) {
        self.client = client
        self.stream = stream
        self.maximumReplies = maximumReplies
        self.logger = logger
    }

    /// Ends an entry, with a reply for its caller if it has one.
    func finish(_ entryID: String, _ answer: Answer?, to envelope: RequestEnvelope?) {
        let reply = answer.flatMap { answer in envelope.flatMap { command(for: answer, to: $0) } }
        let mustSchedule = finished.withLock { finished in
            if let reply { finished.replies.append(reply) }
            finished.entries.append(entryID)
            defer { finished.isScheduled = true }
            return !finished.isScheduled
        }
        if mustSchedule { client.eventLoop.execute { self.write() } }
    }

    private func command(for answer: Answer, to envelope: RequestEnvelope) -> RedisCommand? {
        guard !envelope.replyTo.isEmpty else { return nil }
        var command = RedisCommand("XADD", capacity: answer.body.count + 192)
        command.append(envelope.replyTo)
        // A caller that has gone has no stream any more: nothing is left behind for it.
        command.append("NOMKSTREAM")
        command.append("MAXLEN")
        command.append("~")
        command.append(maximumReplies)
        command.append("*")
        command.append("h")
        command.append(answer.header(requestID: envelope.id))
        command.append("b")
        command.append(answer.body)
        return command
    }

    private func write() {
        let (replies, entries) = finished.withLock { finished in
            defer { finished = Finished() }
            return (finished.replies, finished.entries)
        }
        var commands = replies
        commands.append(RedisCommand("XACK", arguments: [stream, BusKeys.responders] + entries))
        commands.append(RedisCommand("XDEL", arguments: [stream] + entries))
        client.submit(commands) { [logger] result in
            // Not retried: the entries stay pending, and are claimed and answered again.
            if case .failure(let error) = result {
                logger.warning("replies not written", metadata: ["count": "\(replies.count)", "error": "\(error)"])
            }
        }
    }
}
