import Glibc

/// The life of a system: its start, its announcement, and its end at a signal or when it cannot start.
struct StackRun: Sendable {
    let stack: Stack

    /// Returns after an orderly end that was asked for. A second signal kills what still runs.
    func untilStopped() async throws {
        let sources = TerminationSignals()
        defer { withExtendedLifetime(sources) {} }
        let signals = sources.stream
        let result = await withTaskGroup(of: Result<Void, any Error>.self) { group in
            group.addTask { await Result.of { try await serve() } }
            group.addTask {
                for await _ in signals { break }
                return .success(())
            }
            // The first of the two decides: a failed start, or a signal.
            let first = await group.next() ?? .success(())
            group.cancelAll()
            stack.console.say("medianest   | stopping")
            await group.waitForAll()
            return first
        }
        await stopUnlessHurried(signals)
        try result.get()
    }

    private func serve() async throws {
        try await stack.start()
        try await openLibraries()
        announce()
        // Until it is cancelled.
        while true { try await Task.sleep(for: .seconds(3600)) }
    }

    private func openLibraries() async throws {
        let folders = stack.options.mediaFolders
        guard !folders.isEmpty else { return }
        let console = stack.console
        try await OperatorBus.withBus(stack.running.redisURL) { bus in
            try await MediaLibraries(bus: bus.requester, console: console).open(folders)
        }
    }

    private func announce() {
        // With the line's end in the same write, so that a reader sees it at once and whole.
        Console(descriptor: STDOUT_FILENO).say("ready \(stack.url)")
        stack.console.say(
            """

            MediaNest runs at \(stack.url). The first account to register is the administrator:

              curl \(stack.url)/api/v1/auth/register --json '{"email":"you@example.com","password":"a long pass phrase","name":"You"}'

            Ctrl-C stops everything.

            """)
    }

    private func stopUnlessHurried(_ signals: AsyncStream<Int32>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await stack.stop() }
            group.addTask {
                for await _ in signals {
                    stack.kill()
                    break
                }
                // Nothing to end by itself: only the stop counts.
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
            }
            await group.next()
            group.cancelAll()
        }
    }
}

extension Result where Failure == any Error {
    fileprivate static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
