import DequeModule
import NIOCore

/// Callers who do not wait any longer.
extension CommandQueue {
    /// The completion of the caller to let go; `nil` if it was completed before.
    mutating func cancelled(key: UInt64) -> Completion? {
        guard let index = slots.firstIndex(where: { $0.key == key && $0.completion != nil }) else { return nil }
        let completion = abandon(at: index)
        // Not at each one, as a storm of cancellations would copy the queue as often.
        if abandonedUnwritten > (slots.count - writtenCount) / 2 { dropAbandoned() }
        return completion
    }

    struct SweepAction: Sendable {
        var expired: [Completion] = []
        /// Call `deadlinePassed` then.
        var timer: NIODeadline?
    }

    mutating func deadlinePassed(now: NIODeadline) -> SweepAction {
        var action = SweepAction()
        // A timer that was overtaken by an earlier one has nothing to do.
        guard now >= armedTimer else { return action }
        var next = NIODeadline.distantFuture
        for index in slots.indices where slots[index].completion != nil {
            if slots[index].deadline > now {
                next = min(next, slots[index].deadline)
            } else if let completion = abandon(at: index) {
                action.expired.append(completion)
            }
        }
        dropAbandoned()
        armedTimer = next == .distantFuture ? next : max(next, now + Self.sweepInterval)
        if next < .distantFuture { action.timer = armedTimer }
        return action
    }

    private mutating func abandon(at index: Int) -> Completion? {
        if index >= writtenCount { abandonedUnwritten += 1 }
        return slots[index].completion.take()
    }

    /// Commands that nobody waits for and that were not written need not run at all.
    mutating func dropAbandoned() {
        guard abandonedUnwritten > 0 else { return }
        var kept = ByteBuffer()
        var survivors = Deque<Slot>()
        for slot in slots.suffix(slots.count - writtenCount) {
            guard var bytes = pending.readSlice(length: slot.byteCount), slot.completion != nil else {
                forget(slot)
                continue
            }
            kept.writeBuffer(&bytes)
            survivors.append(slot)
        }
        slots.removeLast(slots.count - writtenCount)
        slots.append(contentsOf: survivors)
        pending = kept
        abandonedUnwritten = 0
    }
}
