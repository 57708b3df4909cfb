import DequeModule
import NIOCore

/// The commands of one connection that wait for their replies, in the order in which the server answers:
/// first those written to the connection, then those still to be written.
///
/// Pure: callers, replies, deadlines and the connection's fate come in; what to write and whom to wake comes out.
/// Whoever holds a completion that was handed out must complete it exactly once; none is handed out twice.
struct CommandQueue<Completion: Sendable>: ~Copyable, Sendable {
    struct Limits: Sendable {
        var commands: Int
        var bytes: Int
    }

    /// One caller's commands: a single one, or a pipeline that completes as a whole.
    struct Slot: Sendable {
        let key: UInt64
        let deadline: NIODeadline
        let isPipeline: Bool
        /// Replies still to come.
        var missing: Int
        var byteCount = 0
        /// `nil` once the caller was let go; the replies are then thrown away.
        var completion: Completion?
        var replies: [RESPValue] = []

        init(key: UInt64, deadline: NIODeadline, pipeline count: Int? = nil, completion: Completion) {
            self.key = key
            self.deadline = deadline
            isPipeline = count != nil
            missing = count ?? 1
            self.completion = completion
        }
    }

    enum Phase: Sendable, Equatable {
        case idle, connecting, open, congested, retired, closed
    }

    // A sweep looks at each slot; under a storm of deadlines they come at most this often.
    static var sweepInterval: TimeAmount { .milliseconds(10) }

    let limits: Limits
    var phase = Phase.idle
    var slots = Deque<Slot>()
    /// So many slots, from the front, were written to the connection.
    var writtenCount = 0
    var abandonedUnwritten = 0
    var pending = ByteBuffer()
    var isWakeRequested = false
    /// The earliest deadline that no timer was asked for yet.
    var earliestDeadline = NIODeadline.distantFuture
    var armedTimer = NIODeadline.distantFuture
    var wasHeardFrom = false
    private(set) var waiting = 0
    private(set) var sent = 0
    private(set) var errorReplies = 0

    init(limits: Limits) {
        self.limits = limits
    }

    enum SubmitAction: Sendable, Equatable {
        /// Call `woken()` soon, on the event loop. Asked for once however many are submitted before it.
        case wake
        case wait
        case reject(RedisError.Code)
    }

    mutating func submitted(_ slot: Slot, encoded: UnsafeRawBufferPointer) -> SubmitAction {
        if let refusal = refusal(of: slot, size: encoded.count) { return .reject(refusal) }
        var slot = slot
        slot.byteCount = encoded.count
        waiting += slot.missing
        earliestDeadline = min(earliestDeadline, slot.deadline)
        pending.writeBytes(encoded)
        slots.append(slot)
        return requestWake(phase == .open || earliestDeadline < armedTimer)
    }

    private func refusal(of slot: borrowing Slot, size: Int) -> RedisError.Code? {
        switch phase {
        case .idle, .retired: return .notConnected
        case .closed: return .closed
        case .connecting, .open, .congested: break
        }
        let fits =
            waiting + slot.missing <= limits.commands
            && (pending.readableBytes == 0 || pending.readableBytes + size <= limits.bytes)
        return fits ? nil : .queueFull
    }

    private mutating func requestWake(_ isNeeded: Bool) -> SubmitAction {
        guard isNeeded, !isWakeRequested else { return .wait }
        isWakeRequested = true
        return .wake
    }

    struct WakeAction: Sendable, Equatable {
        /// To be written at once, in one piece.
        var batch: ByteBuffer?
        /// Call `deadlinePassed` then.
        var timer: NIODeadline?
    }

    mutating func woken() -> WakeAction {
        isWakeRequested = false
        var action = WakeAction()
        if earliestDeadline < armedTimer {
            armedTimer = earliestDeadline
            action.timer = earliestDeadline
        }
        earliestDeadline = .distantFuture
        if phase == .open { action.batch = takeBatch() }
        return action
    }

    private mutating func takeBatch() -> ByteBuffer? {
        dropAbandoned()
        guard pending.readableBytes > 0 else { return nil }
        for index in writtenCount..<slots.count { sent += slots[index].missing }
        writtenCount = slots.count
        let batch = pending
        // The next batch is most likely of this one's size.
        pending = ByteBufferAllocator().buffer(capacity: min(batch.readableBytes, 64 * 1024))
        return batch
    }

    enum ReplyAction: Sendable {
        case complete(Completion, RESPValue)
        case completePipeline(Completion, [RESPValue])
        /// A pipeline's replies are not all there, or the caller is gone.
        case none
        /// Nobody asked: the connection is out of step.
        case unexpected
    }

    mutating func receivedReply(_ reply: RESPValue) -> ReplyAction {
        guard writtenCount > 0 else { return .unexpected }
        wasHeardFrom = true
        waiting -= 1
        if case .error = reply { errorReplies += 1 }
        guard slots[0].isPipeline else {
            writtenCount -= 1
            return slots.removeFirst().completion.map { .complete($0, reply) } ?? .none
        }
        slots[0].missing -= 1
        if slots[0].completion != nil { slots[0].replies.append(reply) }
        guard slots[0].missing == 0 else { return .none }
        writtenCount -= 1
        let slot = slots.removeFirst()
        return slot.completion.map { .completePipeline($0, slot.replies) } ?? .none
    }

    /// Takes a slot out whose replies will never come, or which will never be written.
    mutating func forget(_ slot: Slot) {
        waiting -= slot.missing
    }
}
