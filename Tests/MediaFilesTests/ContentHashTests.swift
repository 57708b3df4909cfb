import Crypto
import Foundation
import Testing

@testable import MediaFiles

@Suite struct ContentHashTests {
    @Test func smallFilesAreHashedWhole() async throws {
        let sandbox = try Sandbox()
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try sandbox.write("a", bytes)
        let expected = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        #expect(try await ContentHash.of(sandbox.root.open("a")).text == "f1:" + expected)
        try sandbox.write("empty", [])
        #expect(try await ContentHash.of(sandbox.root.open("empty")).text.hasPrefix("f1:e3b0c442"))
    }

    @Test func largeFilesAreSampledAtHeadMiddleAndTail() async throws {
        let sandbox = try Sandbox()
        let size = 200 << 20
        try sandbox.write("big", "")
        #expect(truncate(sandbox.at("big"), off_t(size)) == 0)
        func hash() async throws -> String { try await ContentHash.of(sandbox.root.open("big")).text }
        func poke(_ offset: Int, _ byte: UInt8) throws {
            let handle = try FileHandle(forUpdating: URL(filePath: sandbox.at("big")))
            try handle.seek(toOffset: UInt64(offset))
            try handle.write(contentsOf: Data([byte]))
            try handle.close()
        }
        let original = try await hash()
        #expect(original.hasPrefix("s1:"))
        for offset in [0, size - 1, Int(ContentHash.ranges(Int64(size))[8].lowerBound)] {
            try poke(offset, 1)
            #expect(try await hash() != original, "\(offset)")
            try poke(offset, 0)
            #expect(try await hash() == original)
        }
        #expect(truncate(sandbox.at("big"), off_t(size + 1)) == 0)
        #expect(try await hash() != original)
    }

    @Test(arguments: [Int64(16 << 20) + 1, 17 << 20, 100 << 20, 1 << 40])
    func samplesLieInsideAndReachTheEnd(size: Int64) {
        let ranges = ContentHash.ranges(size)
        #expect(ranges.first?.lowerBound == 0)
        #expect(ranges.last?.upperBound == size)
        #expect(ranges.count == 16)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.lowerBound < $1.lowerBound })
    }

    @Test func noticesAFileThatIsWrittenTo() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("a", "old")
        let file = try sandbox.root.open("a")
        let handle = try FileHandle(forUpdating: URL(filePath: sandbox.at("a")))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("more".utf8))
        try handle.close()
        await #expect(throws: ContentHashError.changedWhileReading) { try await ContentHash.of(file) }
    }

    @Test func runsAsManyAsItsThreads() async throws {
        let threads = FileThreads(width: 2)
        let (mine, theirs) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let first = threads.run { _ in
            theirs.signal()
            return mine.wait(timeout: .now() + 20)
        }
        async let second = threads.run { _ in
            mine.signal()
            return theirs.wait(timeout: .now() + 20)
        }
        #expect(try await first == .success)
        #expect(try await second == .success)
    }

    @Test func runsNoMoreThanItsThreads() async throws {
        let threads = FileThreads(width: 1)
        let counter = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await threads.run { _ in
                        counter.enter()
                        usleep(2000)
                        counter.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(counter.greatest == 1)
    }
}
