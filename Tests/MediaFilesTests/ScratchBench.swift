import Foundation
import Testing
@testable import MediaFiles
@Suite struct ScratchBench {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["MFBENCH"] != nil)) func bench() async throws {
        let sandbox = try Sandbox()
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "sine=d=2", "base.mp3")
        for i in 0..<200 { try FileManager.default.copyItem(atPath: sandbox.at("base.mp3"), toPath: sandbox.at("m\(i).mp3")) }
        let clock = ContinuousClock()
        func parallel(_ body: @escaping @Sendable (Int) async throws -> Void) async throws -> Duration {
            let start = clock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for i in 0..<200 { if i >= 3 { try await group.next() }; group.addTask { try await body(i) } }
                try await group.waitForAll()
            }
            return clock.now - start
        }
        for _ in 0..<2 {
            print("probe 200", try await parallel { _ = try await sandbox.probe("m\($0).mp3") })
            let s = clock.now
            _ = try await sandbox.tool("sh", "-c", "seq 0 199 | xargs -P2 -I{} ffprobe -v error -print_format json -show_format -show_streams m{}.mp3 > /dev/null")
            print("xargs", clock.now - s)
            print("true 200", try await parallel { _ in _ = try await LimitedProcess("true", limits: .probe).run([]) })
            let t = clock.now
            _ = try await sandbox.tool("sh", "-c", "seq 0 199 | xargs -P2 -I{} /bin/true")
            print("xargs true", clock.now - t)
        }
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc2=s=4000x3000,noise=alls=8", "-frames:v", "1", "-q:v", "2", "p.jpg")
        try await sandbox.ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1920x1080:d=20", "v.mp4")
        for n in ["p.jpg", "v.mp4"] { for _ in 0..<3 { print(n, try await sandbox.thumbnails(n)) } }
        let big = clock.now
        for _ in 0..<20 { _ = try await sandbox.probe("p.jpg") }
        print("photo probe each", (clock.now - big) / 20)
    }
}
