import Foundation
import Synchronization

/// A running child. Two threads belong to it: one reads its output, one waits for its end.
///
/// The thread that starts a process has to live as long as that process: the kernel's promise to end a child with its
/// parent is about the parent's thread.
final class ChildProcess: Sendable {
    private struct State {
        var status: ExitStatus?
        var waiting: [CheckedContinuation<ExitStatus, Never>] = []
    }

    let pid: pid_t
    private let state = Mutex(State())

    private init(pid: pid_t) { self.pid = pid }

    /// `onLine` is called with each line of output, without its end, on a thread of the child's own.
    static func start(
        _ program: Program, onLine: @escaping @Sendable (String) -> Void
    ) async throws(CommandError) -> ChildProcess {
        let result = await withCheckedContinuation { (started: CheckedContinuation<Result<ChildProcess, CommandError>, Never>) in
            Thread.detachNewThread { run(program, onLine, started) }
        }
        return try result.get()
    }

    /// Returns when the process has ended, at once if it had.
    func exit() async -> ExitStatus {
        await withCheckedContinuation { continuation in
            let status = state.withLock { state in
                if state.status == nil { state.waiting.append(continuation) }
                return state.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    /// Does nothing once the process has ended.
    func send(_ signal: Int32) {
        // Under the lock, because a process id belongs to somebody else soon after its process was reaped.
        state.withLock { if $0.status == nil { kill(pid, signal) } }
    }
}

extension ChildProcess {
    private static func run(
        _ program: Program, _ onLine: @escaping @Sendable (String) -> Void,
        _ started: CheckedContinuation<Result<ChildProcess, CommandError>, Never>
    ) {
        do throws(CommandError) {
            let (pid, output) = try Spawn.start(program)
            let child = ChildProcess(pid: pid)
            started.resume(returning: .success(child))
            Thread.detachNewThread { OutputLines.read(output, onLine) }
            child.waitForEnd()
        } catch {
            started.resume(returning: .failure(error))
        }
    }

    private func waitForEnd() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (status, waiting) = state.withLock { state in
            var raw: Int32 = 0
            waitpid(pid, &raw, 0)
            let status = ExitStatus(wait: raw)
            state.status = status
            defer { state.waiting = [] }
            return (status, state.waiting)
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }
}
