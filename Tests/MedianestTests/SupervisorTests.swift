import Glibc
import Synchronization
import Testing

@testable import medianest

@Suite struct SupervisorTests {
    private let silent = Console(descriptor: -1)

    private func program(_ script: String) -> Program {
        Program(name: "child", arguments: ["/bin/sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"])
    }

    @Test func aChildTellsItsLinesAndItsEnd() async throws {
        let (lines, told) = AsyncStream.makeStream(of: String.self)
        let child = try await ChildProcess.start(program("echo one; echo two >&2; exit 7")) { told.yield($0) }
        #expect(await child.exit() == .code(7))
        var iterator = lines.makeAsyncIterator()
        #expect(await iterator.next() == "one")
        #expect(await iterator.next() == "two")
    }

    @Test func whatDiesIsStartedAgain() async throws {
        let supervisor = Supervisor(program("exit 3"), index: 0, console: silent)
        supervisor.start()
        while supervisor.exits.count < 3 { try await Task.sleep(for: .milliseconds(10)) }
        await supervisor.stop(patience: .seconds(5))
        #expect(supervisor.exits.allSatisfy { $0 == .code(3) })
    }

    @Test func stoppingAsksFirst() async throws {
        let supervisor = Supervisor(program("trap 'exit 5' TERM; while :; do sleep 0.01; done"), index: 0, console: silent)
        supervisor.start()
        while !supervisor.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        // Until the shell has set its trap, the signal ends it at once.
        try await Task.sleep(for: .milliseconds(300))
        await supervisor.stop(patience: .seconds(20))
        #expect(supervisor.exits == [.code(5)])
    }

    @Test func whoDoesNotListenIsKilled() async throws {
        let supervisor = Supervisor(program("trap '' TERM; while :; do sleep 0.01; done"), index: 0, console: silent)
        supervisor.start()
        while !supervisor.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(300))
        await supervisor.stop(patience: .milliseconds(100))
        #expect(supervisor.exits == [.signal(SIGKILL)])
    }

    @Test func aChildStandsInASessionOfItsOwn() async throws {
        let (lines, told) = AsyncStream.makeStream(of: String.self)
        let child = try await ChildProcess.start(program("cut -d' ' -f6 /proc/$$/stat")) { told.yield($0) }
        #expect(await lines.first { _ in true } == "\(child.pid)")
        _ = await child.exit()
    }
}
