import Glibc
import Resilience
import Synchronization

/// Keeps one process running until it is told to stop: what ends is started again, after a pause that grows.
final class Supervisor: Sendable {
    private struct State {
        var child: ChildProcess?
        var isStopping = false
        var exits: [ExitStatus] = []
        var loop: Task<Void, Never>?
    }

    /// A process that lived this long was well.
    private static let wellAfter: Duration = .seconds(10)

    let name: String
    private let program: Program
    private let log: LogForwarder
    private let console: Console
    private let state = Mutex(State())

    init(_ program: Program, index: Int, console: Console = .standard) {
        name = program.name
        self.program = program
        self.console = console
        log = LogForwarder(name: program.name, index: index, console: console)
    }

    /// Every end that it had so far.
    var exits: [ExitStatus] { state.withLock(\.exits) }

    var isRunning: Bool { state.withLock { $0.child != nil } }

    func start() {
        // Unstructured: it outlives the start, and `stop` waits for it.
        let loop = Task { await keepRunning() }
        state.withLock { $0.loop = loop }
    }

    /// Asks the process to end, and ends it after `patience`. Returns when it is gone.
    func stop(patience: Duration) async {
        let (child, loop) = state.withLock { state in
            state.isStopping = true
            return (state.child, state.loop)
        }
        // Wakes it from its pause between two starts.
        loop?.cancel()
        child?.send(program.stopSignal)
        let impatience = Task { [name, console] in
            try await Task.sleep(for: patience)
            console.say("medianest   | \(name) does not end within \(patience), so it is killed")
            child?.send(SIGKILL)
        }
        await loop?.value
        impatience.cancel()
    }

    func kill() {
        state.withLock(\.child)?.send(SIGKILL)
    }

    private func keepRunning() async {
        var backoff = Backoff(base: .milliseconds(200), maximum: .seconds(5))
        while !isStopping {
            let started = ContinuousClock.now
            let ending = await runOnce()
            guard !isStopping else { return }
            if .now - started >= Self.wellAfter { backoff.reset() }
            let pause = backoff.next()
            console.say("medianest   | \(name) ended (\(ending)); it is started again in \(Self.shown(pause))")
            // Cancelled only by `stop`, which the condition sees.
            try? await Task.sleep(for: pause)
        }
    }

    private func runOnce() async -> String {
        do throws(CommandError) {
            let child = try await ChildProcess.start(program, onLine: log.callAsFunction)
            let stopsAtOnce = state.withLock { state in
                state.child = child
                return state.isStopping
            }
            if stopsAtOnce { child.send(program.stopSignal) }
            let status = await child.exit()
            state.withLock { state in
                state.child = nil
                state.exits.append(status)
            }
            return "\(status)"
        } catch {
            return error.line
        }
    }

    private var isStopping: Bool { state.withLock(\.isStopping) }

    private static func shown(_ pause: Duration) -> String { "\(Int((pause / .milliseconds(1)).rounded())) ms" }
}
