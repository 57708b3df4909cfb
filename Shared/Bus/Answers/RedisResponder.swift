import Contracts
import Logging
import Observability
import Redis
import Resilience
import Synchronization

/// Answers a service's requests as one of any number of replicas: a consumer of the group that shares the request stream.
///
/// At least once: the entry of a replica that dies is claimed by another, so a handler that writes must deduplicate by
/// the request id, in the transaction that writes.
package final class RedisResponder: Sendable {
    let service: ServiceName
    let stream: String
    let consumer: String
    let client: RedisClient
    let blocking: RedisClient
    let subscriber: RedisSubscriber
    let answers: Answers
    let configuration: ResponderConfiguration
    let executor: (any TaskExecutor)?
    let logger: Logger
    let metrics: BusMetrics
    private let operations: [String: Histogram]
    let replies: ReplyWriter
    let running = Mutex(RunningRequests())

    /// - Parameters:
    ///   - consumer: this replica's name in the consumer group; unique among live replicas.
    ///   - blocking: a connection of its own, which waits for requests.
    ///   - executor: where handlers run; nil for the global pool.
    package init(
        service: ServiceName, consumer: String, client: RedisClient, blocking: RedisClient, subscriber: RedisSubscriber,
        answers: Answers, configuration: ResponderConfiguration = .init(), executor: (any TaskExecutor)? = nil,
        metrics: MetricsRegistry = .shared, logger: Logger
    ) {
        self.service = service
        self.stream = BusKeys.requests(service)
        self.consumer = consumer
        self.client = client
        self.blocking = blocking
        self.subscriber = subscriber
        self.answers = answers
        self.configuration = configuration
        self.executor = executor
        self.metrics = BusMetrics(metrics)
        operations = self.metrics.answers(answers.names, concurrency: configuration.concurrency)
        self.logger = logger
        replies = ReplyWriter(
            client: client, stream: BusKeys.requests(service), maximumReplies: configuration.maximumReplies, logger: logger)
    }

    /// Starts a handler for a request, or ends the entry where there is nothing to do.
    func start(_ received: ReceivedRequest) {
        guard !replies.isUnconfirmed(received.entry), running.withLock({ $0.begin(received.entry) }) else { return }
        guard let envelope = received.envelope else { return bury(received, "not a request") }
        guard received.deliveries <= configuration.maximumDeliveries else {
            return bury(received, "delivered \(received.deliveries) times without an answer")
        }
        guard !envelope.deadline.hasPassed, !running.withLock({ $0.isCancelled(envelope.id) }) else {
            metrics.expired.increment()
            return end(received.entry, answer: nil, to: envelope)
        }
        metrics.queueSeconds.observe(received.waited)
        metrics.running.increment()
        // Unstructured, because one request is cancelled on its own when its caller gives up; `drain` waits for all.
        let task = Task(executorPreference: executor) { await self.handle(envelope, received) }
        running.withLock { $0.attach(task, to: envelope, entry: received.entry) }
    }

    private func handle(_ envelope: RequestEnvelope, _ received: ReceivedRequest) async {
        let (started, waited) = (ContinuousClock.now, received.waited)
        var answer = await answers.answer(envelope, isRedelivered: received.deliveries > 1)
        let took = ContinuousClock.now - started
        metrics.handling.observe(took)
        operations[envelope.name]?.observe(took)
        if envelope.isSampled { answer.explain("replica=\(consumer)", "wait=\(waited.milliseconds)", "run=\(took.milliseconds)") }
        metrics.running.decrement()
        metrics.handled.increment()
        // A handler that was stopped at its deadline has nothing to say that its caller does not know.
        let isOfUse = answer.isSuccess || !envelope.deadline.hasPassed
        end(received.entry, answer: isOfUse ? answer : nil, to: envelope)
    }

    private func end(_ entry: StreamID, answer: Answer?, to envelope: RequestEnvelope?) {
        // First the writer, so that the entry is known to one of the two at any time.
        replies.finish(entry, answer, to: envelope)
        for waiter in running.withLock({ $0.end(request: envelope?.id, entry: entry) }) { waiter.resume() }
    }

    /// Moves an entry that cannot be handled out of the way, and tells its caller if it has one.
    private func bury(_ received: ReceivedRequest, _ reason: String) {
        metrics.dead.increment()
        logger.error("request moved to the dead letters", metadata: ["entry": "\(received.entry)", "reason": "\(reason)"])
        let letter = RedisCommand(
            "XADD", BusKeys.deadRequests(service), "MAXLEN", "~", configuration.maximumDeadLetters, "*", "entry",
            received.entry, "reason", reason, "h", received.envelope.map { Array($0.header.utf8) } ?? received.raw.header,
            "b", received.envelope?.body ?? received.raw.body)
        client.submit([letter]) { [logger] in
            if case .failure(let error) = $0 { logger.error("dead letter not kept", metadata: ["error": "\(error)"]) }
        }
        end(received.entry, answer: Answer(.internalError), to: received.envelope)
    }
}
