import Dispatch
import Foundation
import Synchronization

/// Holds whatever comes to one step, once: it writes `at STEP`, and goes on when it is told to.
final class FaultPoint: Sendable {
    private struct State {
        var armed: Step?
        var passes = 0
        var release: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// The `pass`th to come to the step is held.
    func arm(_ step: Step, pass: Int) {
        state.withLock {
            $0.armed = step
            $0.passes = pass
        }
    }

    func go() { state.withLock { $0.release.take() }?() }

    func reach(_ step: Step) async {
        guard isHeld(step) else { return }
        await withCheckedContinuation { continuation in
            state.withLock { $0.release = { continuation.resume() } }
            say(step)
        }
    }

    /// Blocks the thread.
    func reachOnThread(_ step: Step) {
        guard isHeld(step) else { return }
        let told = DispatchSemaphore(value: 0)
        state.withLock { $0.release = { told.signal() } }
        say(step)
        told.wait()
    }

    private func isHeld(_ step: Step) -> Bool {
        state.withLock { state in
            guard state.armed == step else { return false }
            state.passes -= 1
            guard state.passes <= 0 else { return false }
            state.armed = nil
            return true
        }
    }

    private func say(_ step: Step) { FileHandle.standardOutput.write(Data("at \(step.rawValue)\n".utf8)) }
}
