internal import CLibpq

extension SessionState {
    /// Writes what the socket takes. What remains goes out when the reactor finds room.
    mutating func flush() -> SessionEffects {
        var effects = SessionEffects.none
        while handle != nil {
            let outcome = PQflush(handle)
            guard outcome >= 0 else {
                effects.merge(loseWithMessage())
                break
            }
            wantsToWrite = outcome == 1
            let before = current
            effects.merge(afterWriting())
            // What came next has something to write of its own.
            if current == nil || current === before { break }
        }
        return effects
    }

    private mutating func afterWriting() -> SessionEffects {
        switch current?.work {
        // Each piece of a copy is done when it is written, which is what holds its producer back.
        case .copyData where !wantsToWrite: finishCurrent()
        // A server that refused the data said so before the copy's end, and may not say anything more.
        case .copyEnd: takeResults()
        default: .none
        }
    }
}
