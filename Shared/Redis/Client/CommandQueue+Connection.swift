import NIOCore

/// What happens to the connection.
extension CommandQueue {
    /// A first connection is being made: commands are accepted from now on, and wait.
    mutating func connecting() {
        if phase == .idle { phase = .connecting }
    }

    /// Nothing was written yet, so nothing is lost but the callers' hopes: all are to be failed.
    mutating func firstConnectionFailed() -> [Completion] {
        guard phase == .connecting else { return [] }
        phase = .idle
        return removeAll()
    }

    /// What has waited goes out with the next wake, which the caller does at once.
    mutating func connected() {
        guard phase != .closed, phase != .retired else { return }
        phase = .open
        wasHeardFrom = true
    }

    /// What was written may have run: those callers are to be failed. The others go on waiting.
    mutating func connectionLost() -> [Completion] {
        guard phase != .closed else { return [] }
        if phase != .retired { phase = .connecting }
        var failed: [Completion] = []
        for slot in slots.prefix(writtenCount) {
            forget(slot)
            if let completion = slot.completion { failed.append(completion) }
        }
        slots.removeFirst(writtenCount)
        writtenCount = 0
        return failed
    }

    /// Whether to wake.
    mutating func writabilityChanged(_ isWritable: Bool) -> Bool {
        switch (phase, isWritable) {
        case (.open, false): phase = .congested
        case (.congested, true):
            phase = .open
            return true
        default: break
        }
        return false
    }

    /// For good: all waiting callers are to be failed.
    mutating func closed() -> [Completion] {
        phase = .closed
        return removeAll()
    }

    enum KeepAliveAction: Sendable, Equatable { case none, ping, dead }

    /// Called each keep-alive interval. A busy connection needs no ping; one that has been silent while its oldest
    /// reply is overdue by `grace` is dead. A blocking read is not overdue before its own deadline.
    mutating func keepAlive(now: NIODeadline, grace: TimeAmount) -> KeepAliveAction {
        defer { wasHeardFrom = false }
        guard phase == .open || phase == .congested, !wasHeardFrom else { return .none }
        guard writtenCount > 0 else { return slots.isEmpty ? .ping : .none }
        return slots[0].deadline + grace <= now ? .dead : .none
    }

    /// Takes no more commands, and writes none. Those not written yet are to be failed; the others may still get their replies.
    mutating func retired() -> [Completion] {
        guard phase != .closed else { return [] }
        phase = .retired
        let unwritten = slots.suffix(slots.count - writtenCount)
        for slot in unwritten { forget(slot) }
        slots.removeLast(unwritten.count)
        pending = ByteBuffer()
        abandonedUnwritten = 0
        return unwritten.compactMap(\.completion)
    }

    private mutating func removeAll() -> [Completion] {
        let completions = slots.compactMap(\.completion)
        for slot in slots { forget(slot) }
        slots.removeAll()
        pending = ByteBuffer()
        writtenCount = 0
        abandonedUnwritten = 0
        return completions
    }
}
