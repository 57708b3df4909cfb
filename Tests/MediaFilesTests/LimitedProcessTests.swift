import Foundation
import Testing

@testable import MediaFiles

/// One at a time: each starts programs, and a crowd of them would run into the limits meant for one.
@Suite(.serialized) struct LimitedProcessTests {
    private func process(_ program: String, _ change: (inout ProcessLimits) -> Void = { _ in }) -> LimitedProcess {
        var limits = ProcessLimits(memory: 1 << 30, processorTime: .seconds(10), timeout: .seconds(20))
        change(&limits)
        return LimitedProcess(program, limits: limits)
    }

    @Test func givesAllOfTheOutput() async throws {
        let output = try await process("head").run(["-c", "3000000", "/dev/zero"])
        #expect(output.standardOutput.count == 3_000_000)
    }

    @Test func startsManyAtOnce() async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for count in 1...40 {
                group.addTask { try await process("head").run(["-c", "\(count)000", "/dev/zero"]).standardOutput.count - count * 1000 }
            }
            for try await difference in group { #expect(difference == 0) }
        }
    }

    @Test func passesArgumentsUntouched() async throws {
        let tricky = "a b; $(id) `id` 'x' \"y\" *\n--z"
        let output = try await process("printf").run(["%s", tricky])
        #expect(String(decoding: output.standardOutput, as: UTF8.self) == tricky)
    }

    @Test func givesTheFileFromItsBeginningEachTime() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("in", "content")
        let file = try sandbox.root.open("in")
        for _ in 0..<2 {
            #expect(try await process("cat").run([], input: file).standardOutput == Array("content".utf8))
            #expect(try await process("cat").run(["/proc/self/fd/0"], input: file).standardOutput == Array("content".utf8))
        }
    }

    @Test func inheritsNeitherEnvironmentNorDescriptors() async throws {
        setenv("MEDIANEST_SECRET", "hunter2", 1)
        let text = String(decoding: try await process("env").run([]).standardOutput, as: UTF8.self)
        #expect(!text.contains("hunter2"))
        #expect(text.contains("HOME=/nonexistent"))
        let leak = open("/etc/hostname", O_RDONLY)
        defer { close(leak) }
        let open = try await process("ls").run(["/proc/self/fd"]).standardOutput
        // 0, 1, 2 and the one that lists the folder.
        #expect(String(decoding: open, as: UTF8.self).split(separator: "\n").count <= 4)
    }

    @Test func killsTheWholeGroupWhenTimeIsUp() async throws {
        let sandbox = try Sandbox()
        let clock = ContinuousClock()
        let start = clock.now
        await #expect(throws: ProcessError.timedOut(program: "sh")) {
            try await process("sh") { $0.timeout = .seconds(1) }
                .run(["-c", "echo $$ > pid; sleep 300 & sleep 300"], folder: sandbox.path)
        }
        #expect(clock.now - start < .seconds(15))
        try await expectGroupGone(sandbox)
    }

    @Test func killsTheWholeGroupWhenCancelled() async throws {
        let sandbox = try Sandbox()
        let task = Task {
            try await process("sh").run(["-c", "echo $$ > pid; sleep 300 & sleep 300"], folder: sandbox.path)
        }
        while ((try? sandbox.bytes("pid").count) ?? 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        try await expectGroupGone(sandbox)
    }

    private func expectGroupGone(_ sandbox: Sandbox) async throws {
        let text = String(decoding: try sandbox.bytes("pid"), as: UTF8.self)
        let group = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        // The orphan is reaped by init, whenever it gets to it: a zombie counts as gone.
        for _ in 0..<400 where isAlive(group) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(!isAlive(group))
    }

    private func isAlive(_ group: pid_t) -> Bool {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.contains { name in
            guard Int(name) != nil, let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
                let end = stat.lastIndex(of: ")")
            else { return false }
            let fields = stat[end...].split(separator: " ")
            return fields[3] == "\(group)" && fields[1] != "Z"
        }
    }

    @Test func stopsMemoryHogs() async throws {
        await #expect(throws: ProcessError.outOfMemory(program: "perl")) {
            try await process("perl") { $0.memory = 200 << 20 }.run(["-e", "$x = 'a' x (1 << 30)"])
        }
    }

    @Test func aFullDiskIsNotTheFilesFault() async {
        await #expect(throws: ProcessError.diskFull(program: "dd")) {
            try await LimitedProcess("dd", limits: .thumbnails).run(["if=/dev/zero", "of=/dev/full", "count=1"])
        }
        await #expect(throws: ProcessError.diskFull(program: "perl")) {
            try await LimitedProcess("perl", limits: .thumbnails).run(["-e", "kill BUS => $$"])
        }
    }

    @Test func stopsBusyLoops() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        await #expect(throws: ProcessError.timedOut(program: "perl")) {
            try await process("perl") {
                $0.processorTime = .seconds(1)
                $0.timeout = .seconds(60)
            }.run(["-e", "1 while 1"])
        }
        // Long before the wall clock would have stopped it, even on a busy machine.
        #expect(clock.now - start < .seconds(50))
    }

    @Test func stopsTalkersAndWriters() async throws {
        let sandbox = try Sandbox()
        await #expect(throws: ProcessError.outputTooLarge(program: "cat")) {
            try await process("cat") { $0.outputSize = 10_000 }.run(["/dev/zero"])
        }
        await #expect(throws: ProcessError.outputTooLarge(program: "dd")) {
            try await process("dd") { $0.fileSize = 1 << 20 }
                .run(["if=/dev/zero", "of=big", "bs=1M", "count=10"], folder: sandbox.path)
        }
        #expect(try sandbox.root.open("big").size <= 1 << 20)
    }

    @Test func keepsTheEndOfWhatAFailureSaid() async throws {
        do {
            _ = try await process("sh").run(["-c", "seq 1 100000 >&2; echo last words >&2; exit 3"])
            Issue.record("it should have failed")
        } catch ProcessError.failed(let program, let exit, let message) {
            #expect(program == "sh")
            #expect(exit == 3)
            #expect(message.hasSuffix("last words"))
            #expect(message.utf8.count < 12_000)
        }
    }

    @Test func namesTheSignal() async throws {
        await #expect(throws: ProcessError.killed(program: "sh", signal: SIGTERM)) {
            try await process("sh").run(["-c", "kill -TERM $$"])
        }
    }

    @Test func saysWhatIsNotInstalled() async throws {
        await #expect(throws: ProcessError.notInstalled(program: "ffprobe-of-the-future")) {
            try await process("ffprobe-of-the-future").run([])
        }
    }
}
