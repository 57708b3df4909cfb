import Glibc
import Subprocess

/// The one place that starts programs: no shell, an environment of our own, limits on memory, time and output set by
/// `prlimit` before the program runs. It runs in a process group of its own, which is killed on timeout and on cancellation.
package struct LimitedProcess: Sendable {
    package let program: String
    package let limits: ProcessLimits

    package init(_ program: String, limits: ProcessLimits) {
        self.program = program
        self.limits = limits
    }

    /// Runs to the end. `input` becomes standard input, at its beginning, so that a program can be given exactly the file
    /// that was checked (`/proc/self/fd/0`) and never a name. Throws `ProcessError`, or `CancellationError` once the child is dead.
    package func run(
        _ arguments: [String], input: OpenedFile? = nil, folder: String? = nil
    ) async throws -> ProcessOutput {
        let configuration = try configuration(arguments, folder: folder)
        let clock = ContinuousClock()
        let start = clock.now
        let result = try await withDeadline { try await execute(configuration, input: input) }
        try check(result)
        return ProcessOutput(
            standardOutput: result.output, warnings: result.errors.text, elapsed: start.duration(to: clock.now))
    }

    private struct Ended: Sendable {
        var status: TerminationStatus
        var output: [UInt8]
        var errors: TextTail
    }

    private func configuration(_ arguments: [String], folder: String?) throws(ProcessError) -> Configuration {
        let seconds = max(1, limits.processorTime.components.seconds)
        let prefix = [
            "--as=\(limits.memory)", "--cpu=\(seconds):\(seconds + 1)", "--nofile=\(limits.openFiles)",
            "--fsize=\(limits.fileSize)", "--core=0", "--",
            try InstalledPrograms.path(of: "nice"), "-n", "\(limits.niceness)",
            try InstalledPrograms.path(of: program),
        ]
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
        return Configuration(
            executable: .path(.init(try InstalledPrograms.path(of: "prlimit"))), arguments: .init(prefix + arguments),
            environment: .custom(Self.environment(folder)), workingDirectory: .init(folder ?? "/"),
            platformOptions: options)
    }

    private static func environment(_ folder: String?) -> [Environment.Key: String] {
        [
            "PATH": InstalledPrograms.searchPath, "LANG": "C.UTF-8", "HOME": "/nonexistent", "TMPDIR": folder ?? "/tmp",
            // An arena per thread would eat up the address space limit on machines with many cores.
            "MALLOC_ARENA_MAX": "2", "VIPS_CONCURRENCY": "2", "VIPS_BLOCK_UNTRUSTED": "1",
        ]
    }

    /// The first to end wins; the loser is cancelled and waited for, so the child is dead when this returns.
    private func withDeadline(_ work: @escaping @Sendable () async throws -> Ended) async throws -> Ended {
        let limits = limits
        return try await withThrowingTaskGroup(of: Ended?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limits.timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let ended = first else {
                throw ProcessError.timedOut(program: program)
            }
            return ended
        }
    }

    private func execute(_ configuration: Configuration, input: OpenedFile?) async throws -> Ended {
        let standardInput = try input?.reopened() ?? open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(standardInput) }
        do {
            let result = try await Subprocess.run(
                configuration,
                input: .fileDescriptor(.init(rawValue: standardInput), closeAfterSpawningProcess: false),
                output: .sequence, error: .sequence
            ) { child in
                async let errors = tail(of: child.standardError)
                let output = try await collect(child.standardOutput)
                return try await (output, errors)
            }
            try Task.checkCancellation()
            return Ended(status: result.terminationStatus, output: result.closureResult.0, errors: result.closureResult.1)
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw ProcessError.notStarted(program: program, reason: "\(error)")
        }
    }

    private func collect(_ stream: SubprocessOutputSequence) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await part in stream {
            guard bytes.count + part.count <= limits.outputSize else {
                throw ProcessError.outputTooLarge(program: program)
            }
            part.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    private func tail(of stream: SubprocessOutputSequence) async throws -> TextTail {
        var tail = TextTail(limit: 4096)
        for try await part in stream { part.withUnsafeBytes { tail.append($0) } }
        return tail
    }

    private func check(_ ended: Ended) throws(ProcessError) {
        switch ended.status {
        case .exited(0): return
        case .exited(let code): throw failure(exit: code, ended.errors.text)
        case .signaled(SIGXCPU): throw .timedOut(program: program)
        case .signaled(SIGXFSZ): throw .outputTooLarge(program: program)
        case .signaled(let signal): throw failure(signal: signal, ended.errors.text)
        }
    }

    private static let memoryComplaints = [
        "cannot allocate memory", "out of memory", "bad_alloc", "failed to allocate", "failed to map segment",
    ]

    private func isAboutMemory(_ message: String) -> Bool {
        let message = message.lowercased()
        return Self.memoryComplaints.contains { message.contains($0) }
    }

    /// As the C library says it, in whose words programs pass it on.
    private func isAboutSpace(_ message: String) -> Bool {
        let message = message.lowercased()
        return message.contains("no space left on device") || message.contains("disk quota exceeded")
    }

    private func failure(exit code: Int32, _ message: String) -> ProcessError {
        if isAboutSpace(message) { return .diskFull(program: program) }
        if isAboutMemory(message) { return .outOfMemory(program: program) }
        return .failed(program: program, exit: code, message: message)
    }

    private func failure(signal: Int32, _ message: String) -> ProcessError {
        // A page of a file that it wrote through memory had no place on the disk.
        if signal == SIGBUS || isAboutSpace(message) { return .diskFull(program: program) }
        if isAboutMemory(message) { return .outOfMemory(program: program) }
        return .killed(program: program, signal: signal)
    }
}
