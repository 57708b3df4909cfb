import Logging
import NIOCore
import Redis
import Synchronization

/// Gathers what handlers finish in one turn of the event loop into one write: the replies, one acknowledgement and one
/// removal for all.
///
/// The order is the promise: an entry is acknowledged only after its reply was added, in one write where all keys lie on one
/// server. A process that dies in between leaves the entry to be claimed, and its reply may come twice.
final class ReplyWriter: Sendable {
    private struct Batch: Sendable {
        var replies: [RedisCommand] = []
        var entries: [StreamID] = []
    }
    private struct State {
        var next = Batch()
        var isScheduled = false
        /// Finished, but Redis has not said that it knows.
        var unconfirmed: Set<StreamID> = []
    }

    private let client: RedisClient
    private let stream: String
    private let maximumReplies: Int
    private let logger: Logger
    private let state = Mutex(State())
    private static let retryPause: TimeAmount = .milliseconds(50)

    init(client: RedisClient, stream: String, maximumReplies: Int, logger: Logger) {
        self.client = client
        self.stream = stream
        self.maximumReplies = maximumReplies
        self.logger = logger
    }

    /// Entries that are finished here, but still pending in Redis.
    var unconfirmedCount: Int { state.withLock { $0.unconfirmed.count } }

    func isUnconfirmed(_ entry: StreamID) -> Bool { state.withLock { $0.unconfirmed.contains(entry) } }

    /// Ends an entry, with a reply for its caller if it has one.
    func finish(_ entry: StreamID, _ answer: Answer?, to envelope: RequestEnvelope?) {
        let reply = answer.flatMap { answer in envelope.flatMap { command(for: answer, to: $0) } }
        let mustSchedule = state.withLock { state in
            if let reply { state.next.replies.append(reply) }
            state.next.entries.append(entry)
            state.unconfirmed.insert(entry)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if mustSchedule { client.eventLoop.execute { self.writeNext() } }
    }

    /// Returns when everything finished so far has been handed to the connection.
    func flush() async {
        await withCheckedContinuation { continuation in client.eventLoop.execute { continuation.resume() } }
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

    private func writeNext() {
        let batch = state.withLock { state in
            defer { (state.next, state.isScheduled) = (Batch(), false) }
            return state.next
        }
        write(batch)
    }

    private func write(_ batch: Batch) {
        let ids = batch.entries.map(\.description)
        let endings = [
            RedisCommand("XACK", arguments: [stream, BusKeys.responders] + ids), RedisCommand("XDEL", arguments: [stream] + ids),
        ]
        client.submit(batch.replies, then: endings) { [self] result in
            switch result {
            case .success(let replies):
                for case .error(let error) in replies { logger.error("reply refused", metadata: ["error": "\(error)"]) }
                confirmed(batch)
            case .failure(let error): failed(batch, error)
            }
        }
    }

    private func confirmed(_ batch: Batch) {
        state.withLock { $0.unconfirmed.subtract(batch.entries) }
    }

    /// Written again until it is known to have arrived: the second copy of a reply finds nobody waiting, and what is
    /// acknowledged stays so. A client that is closed leaves its entries to be claimed.
    private func failed(_ batch: Batch, _ error: RedisError) {
        logger.warning("replies not written", metadata: ["count": "\(batch.entries.count)", "error": "\(error)"])
        guard error.code != .closed, error.code != .notConnected else { return confirmed(batch) }
        client.eventLoop.scheduleTask(in: Self.retryPause) { self.write(batch) }
    }
}
