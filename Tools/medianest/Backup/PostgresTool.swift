import Glibc
import Synchronization

/// One of Postgres's own programs, run to its end; it ends with us.
struct PostgresTool: Sendable {
    let name: String

    /// - Throws: with what the program said last, when it fails; `CancellationError` once it is gone.
    func run(_ arguments: [String]) async throws {
        let lines = Mutex<[String]>([])
        let program = Program(
            name: name, arguments: [try Executable.postgres(name)] + arguments, environment: ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"])
        let child = try await ChildProcess.start(program) { line in lines.withLock { $0.append(line) } }
        let status = await withTaskCancellationHandler {
            await child.exit()
        } onCancel: {
            child.send(SIGTERM)
        }
        try Task.checkCancellation()
        guard status == .code(0) else {
            let reason = lines.withLock { $0.first { $0.contains("error:") } ?? $0.last } ?? "it says nothing"
            throw CommandError.failed("\(name) failed (\(status)): \(reason)")
        }
    }
}
