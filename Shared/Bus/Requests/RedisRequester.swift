import Contracts
import Logging
import Observability
import Redis
import Resilience
import Synchronization

/// Asks services over their request streams and hears the answers on a reply stream of its own.
///
/// `run` must be running while calls are made; when it ends, waiting calls fail and the reply stream is removed.
package final class RedisRequester: RequestBus {
    struct State {
        var waiting = WaitingCalls()
        var backlogs: [ServiceName: Backlog] = [:]
        var lastNumber: UInt64 = 0
        /// Answers are added only to a stream that exists, and this long it does for certain.
        var replyStreamUntil: ContinuousClock.Instant?

        func hasReplyStream(_ now: ContinuousClock.Instant) -> Bool { replyStreamUntil.map { now < $0 } ?? false }
    }

    let instance: String
    let replyStream: String
    let client: RedisClient
    let blocking: RedisClient
    let configuration: RequesterConfiguration
    let logger: Logger
    let metrics: BusMetrics
    let state = Mutex(State())

    /// - Parameters:
    ///   - instance: names the reply stream; unique among all processes that ever ran.
    ///   - blocking: a connection of its own, which waits for answers.
    package init(
        instance: String, client: RedisClient, blocking: RedisClient, configuration: RequesterConfiguration = .init(),
        metrics: MetricsRegistry = .shared, logger: Logger
    ) {
        self.instance = instance
        self.replyStream = BusKeys.replies(instance: instance)
        self.client = client
        self.blocking = blocking
        self.configuration = configuration
        self.metrics = BusMetrics(metrics)
        self.logger = logger
    }

    /// Calls without an answer yet.
    package var waitingCount: Int { state.withLock(\.waiting.count) }

    package func call(_ outgoing: OutgoingRequest) async throws(BusError) -> Answer {
        let service = outgoing.service
        guard !outgoing.deadline.hasPassed else { throw BusError(.timedOut, service: service) }
        // A command would wait for the connection until the deadline; the caller is better told now.
        guard client.isConnected(for: BusKeys.requests(service), and: replyStream) else { throw BusError(.unavailable, service: service) }
        try admit(service)
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let started = ContinuousClock.now
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Result<Answer, BusError>, Never>) in
                let call = WaitingCalls.Call(service: service, deadline: outgoing.deadline) { continuation.resume(returning: $0) }
                send(outgoing, call: call, number: number)
            }
        } onCancel: {
            giveUp(number, .cancelled)
        }
        metrics.asked(service, result, after: .now - started)
        return try result.get()
    }

    private func send(_ outgoing: OutgoingRequest, call: WaitingCalls.Call, number: UInt64) {
        guard state.withLock({ $0.waiting.insert(call, number: number) }) else {
            return call.resume(.failure(BusError(.unavailable, service: call.service)))
        }
        // The cancellation handler may have run before the insertion; it found nothing then.
        guard !Task.isCancelled else { return giveUp(number, .cancelled) }
        let now = ContinuousClock.now
        let before = state.withLock { $0.hasReplyStream(now) } ? [] : replyStreamCommands
        client.submit(before, then: [entry(outgoing, number: number)]) { [self] result in
            switch result {
            case .success(let replies):
                if !before.isEmpty { replyStreamRenewed(at: now) }
                if case .error(let error)? = replies.last { giveUp(number, .unavailable, error) }
            case .failure(let error):
                state.withLock { $0.replyStreamUntil = nil }
                giveUp(number, .unavailable, error)
            }
        }
    }

    private func entry(_ outgoing: OutgoingRequest, number: UInt64) -> RedisCommand {
        let envelope = RequestEnvelope(
            id: "\(instance)-\(number)", name: outgoing.name, deadline: outgoing.deadline, caller: outgoing.caller,
            traceparent: outgoing.traceparent, position: outgoing.position, idempotencyKey: outgoing.idempotencyKey,
            replyTo: replyStream, body: outgoing.body)
        return RedisCommand("XADD", BusKeys.requests(outgoing.service), "*", "h", envelope.header, "b", envelope.body)
    }

    /// Fails a call that still waits and, where the service may be at it, tells it to stop.
    func giveUp(_ number: UInt64, _ code: BusError.Code, _ underlying: (any Error)? = nil) {
        guard let call = state.withLock({ $0.waiting.remove(number) }) else { return }
        if code == .cancelled {
            client.submit([RedisCommand("PUBLISH", BusKeys.cancellations(call.service), "\(instance)-\(number)")]) { [logger] in
                // The service finds out by the deadline then.
                if case .failure(let error) = $0 { logger.debug("cancellation not sent", metadata: ["error": "\(error)"]) }
            }
        }
        call.resume(.failure(BusError(code, service: call.service, underlying: underlying)))
    }

    /// Resumes the call that an answer belongs to. An answer nobody waits for any more is dropped.
    func receive(_ answer: Answer, requestID: String) {
        guard let dash = requestID.lastIndex(of: "-"), let number = UInt64(requestID[requestID.index(after: dash)...]) else {
            return logger.warning("an answer without a request number")
        }
        state.withLock { $0.waiting.remove(number) }?.resume(.success(answer))
    }
}
