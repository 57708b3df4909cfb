import NIOCore
import Synchronization

/// Sees one caller's commands through a cluster: the effects around `ClusterPipeline`. Completes once, on the event loop, except
/// when it is cancelled.
final class ClusterOperation: Sendable {
    typealias Completion = @Sendable (Result<[RESPValue], RedisError>) -> Void

    private struct State: Sendable {
        var pipeline: ClusterPipeline
        /// Nil when it has been called.
        var completion: Completion?
        var underWay: [(node: RedisClient, key: UInt64)] = []
        var isCancelled = false
    }

    private let commands: [RedisCommand]
    private let deadline: ContinuousClock.Instant
    private let cluster: RedisCluster
    private let state: Mutex<State>

    /// Throws as `ClusterPipeline` does.
    init(_ commands: [RedisCommand], deadline: ContinuousClock.Instant, cluster: RedisCluster) throws(RedisError) {
        self.commands = commands
        self.deadline = deadline
        self.cluster = cluster
        state = Mutex(State(pipeline: try ClusterPipeline(commands)))
    }

    func start(_ completion: @escaping Completion) {
        let isCancelled = state.withLock { state in
            state.completion = completion
            return state.isCancelled
        }
        if isCancelled { return complete(.failure(RedisError(.cancelled))) }
        sendNext()
    }

    /// Lets the caller go at once. Commands that were not written do not run.
    func cancel() {
        let underWay = state.withLock { state in
            state.isCancelled = true
            return state.underWay
        }
        complete(.failure(RedisError(.cancelled)))
        for (node, key) in underWay { node.abandon(key) }
    }

    private func sendNext() {
        let batches = state.withLock { state in
            state.underWay = []
            return state.completion == nil ? nil : state.pipeline.takeBatches { cluster.owner(of: $0) }
        }
        guard let batches else { return }
        guard !batches.isEmpty else {
            cluster.doubt()
            return follow(state.withLock { $0.pipeline.roundEnded() })
        }
        for batch in batches { send(batch) }
    }

    private func send(_ batch: ClusterPipeline.Batch) {
        guard let node = cluster.node(at: batch.node) else { return complete(.failure(RedisError(.closed)), inTurn: true) }
        let key = node.freshKey()
        let isCancelled = state.withLock { state in
            state.underWay.append((node, key))
            return state.isCancelled
        }
        guard !isCancelled else { return }
        node.submit(sent(batch), key: key, deadline: deadline, completion: .callback { self.ended(batch, $0) })
    }

    private func sent(_ batch: ClusterPipeline.Batch) -> [RedisCommand] {
        // All of them, as they are: the usual case copies nothing.
        let own = batch.commands.count == commands.count ? commands : batch.commands.map { commands[$0] }
        guard batch.isAsking else { return own }
        let asking = RedisCommand("ASKING")
        return isTransaction ? [asking] + own : own.flatMap { [asking, $0] }
    }

    private func ended(_ batch: ClusterPipeline.Batch, _ result: Result<[RESPValue], RedisError>) {
        switch result {
        case .success(let replies):
            let own = batch.isAsking ? Self.withoutAsking(replies, isTransaction: isTransaction) : replies
            let (news, action) = state.withLock { $0.pipeline.received(own, to: batch) }
            for (slot, address) in news.moves { cluster.moved(slot, to: address) }
            if news.isDoubtful { cluster.doubt() }
            follow(action)
        case .failure(let error) where error.code == .notConnected:
            follow(state.withLock { $0.pipeline.notSent(batch) })
        case .failure(let error):
            if error.code == .timedOut { cluster.doubt() }
            complete(.failure(error))
        }
    }

    private var isTransaction: Bool { state.withLock(\.pipeline.isTransaction) }

    private static func withoutAsking(_ replies: [RESPValue], isTransaction: Bool) -> [RESPValue] {
        isTransaction
            ? Array(replies.dropFirst()) : stride(from: 1, to: replies.count, by: 2).map { replies[$0] }
    }

    private func follow(_ action: ClusterPipeline.Action) {
        switch action {
        case .wait: break
        case .done(let replies): complete(.success(replies))
        case .again(let pause):
            if pause == .zero { return sendNext() }
            let rest = TimeAmount(deadline - .now)
            // Told when it is over, not before: what is unreachable for a moment may be back in time.
            guard rest > pause else {
                cluster.eventLoop.scheduleTask(in: max(.zero, rest)) { self.complete(.failure(Self.tooLate)) }
                return
            }
            cluster.eventLoop.scheduleTask(in: pause) { self.sendNext() }
        }
    }

    private static var tooLate: RedisError { RedisError(.timedOut, "the cluster could not run it before the deadline") }

    private func complete(_ result: Result<[RESPValue], RedisError>, inTurn: Bool = false) {
        guard let completion = state.withLock({ $0.completion.take() }) else { return }
        if inTurn { cluster.eventLoop.execute { completion(result) } } else { completion(result) }
    }
}
