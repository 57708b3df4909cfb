import NIOCore

@testable import Redis

/// A queue of callers who are numbers, in a box that the testing macros can look into.
final class TestQueue {
    private var queue: CommandQueue<Int>

    init(commands: Int = 100, bytes: Int = 10_000) {
        queue = CommandQueue(limits: .init(commands: commands, bytes: bytes))
    }

    static func open(commands: Int = 100, bytes: Int = 10_000) -> TestQueue {
        let queue = TestQueue(commands: commands, bytes: bytes)
        queue.connecting()
        queue.connected()
        return queue
    }

    var waiting: Int { queue.waiting }
    var sent: Int { queue.sent }

    /// The caller's number is its key too.
    func submit(
        _ caller: Int, _ text: String, pipeline: Int? = nil, deadline: UInt64 = 1_000_000
    ) -> CommandQueue<Int>.SubmitAction {
        let slot = CommandQueue<Int>.Slot(
            key: UInt64(caller), deadline: .at(deadline), pipeline: pipeline, completion: caller)
        return Array(text.utf8).withUnsafeBytes { queue.submitted(slot, encoded: $0) }
    }

    /// What an integer reply leads to, in words.
    func reply(_ value: Int) -> String {
        switch receivedReply(value) {
        case .complete(let caller, let reply): "\(caller):\(reply.int ?? 0)"
        case .completePipeline(let caller, let replies): "\(caller):\(replies.compactMap(\.int))"
        case .none: "none"
        case .unexpected: "unexpected"
        }
    }

    func receivedReply(_ value: Int) -> CommandQueue<Int>.ReplyAction { queue.receivedReply(.integer(value)) }
    func woken() -> CommandQueue<Int>.WakeAction { queue.woken() }
    func cancelled(_ caller: Int) -> Int? { queue.cancelled(key: UInt64(caller)) }
    func deadlinePassed(now: NIODeadline) -> CommandQueue<Int>.SweepAction { queue.deadlinePassed(now: now) }
    func connecting() { queue.connecting() }
    func connected() { queue.connected() }
    func connectionLost() -> [Int] { queue.connectionLost() }
    func firstConnectionFailed() -> [Int] { queue.firstConnectionFailed() }
    func writabilityChanged(_ isWritable: Bool) -> Bool { queue.writabilityChanged(isWritable) }
    func retired() -> [Int] { queue.retired() }
    func closed() -> [Int] { queue.closed() }

    func keepAlive(now: NIODeadline, grace: TimeAmount) -> CommandQueue<Int>.KeepAliveAction {
        queue.keepAlive(now: now, grace: grace)
    }
}

extension NIODeadline {
    static func at(_ milliseconds: UInt64) -> NIODeadline { .uptimeNanoseconds(milliseconds * 1_000_000) }
}

extension CommandQueue<Int>.WakeAction {
    var text: String? { batch.map { String(buffer: $0) } }
}
