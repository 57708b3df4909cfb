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
            // Each piece of a copy is done when it is written, which is what holds its producer back.
            guard !wantsToWrite, case .copyData? = current?.work else { break }
            effects.merge(finishCurrent())
        }
        return effects
    }
}
