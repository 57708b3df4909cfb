import NIOCore
import Testing

@testable import Compression

@Suite(.timeLimit(.minutes(2))) struct CompressionWorkersTests {
    /// Takes brotli at its best quality half a minute, so a thread that has it is busy until it is cancelled.
    private static let endless = Bodies.json(16 << 20)
    private static let slow = CompressionSettings(brotliQuality: 11)

    /// Workers, one of whose threads is busy until `body` returns.
    private func withBusyThread(
        queueLimit: Int, _ body: (CompressionWorkers) async throws -> Void
    ) async throws {
        let workers = CompressionWorkers(threads: 1, queueLimit: queueLimit, settings: Self.slow)
        // In a task of its own, to be cancelled by hand.
        let blocker = Task { try await workers.compress(Self.endless, as: .br) }
        while workers.running < 1 { await Task.yield() }
        try await body(workers)
        blocker.cancel()
        await #expect(throws: CancellationError.self) { try await blocker.value }
    }

    private func untilWaiting(_ count: Int, _ workers: CompressionWorkers) async {
        while workers.waiting < count { await Task.yield() }
    }

    @Test(arguments: ContentCoding.allCases, [0, 1024, 64 << 10, 1 << 20])
    func compressesOnThreadsOfItsOwn(coding: ContentCoding, size: Int) async throws {
        let workers = CompressionWorkers()
        let compressed = try #require(try await workers.compress(Bodies.json(size), as: coding))
        #expect(try Decoded(compressed, coding).bytes == Bodies.json(size).bytes)
    }

    @Test func leavesTheBodyAsItIsWhenTooManyWait() async throws {
        try await withBusyThread(queueLimit: 1) { workers in
            let waiting = Task { try await workers.compress(Bodies.json(2000), as: .gzip) }
            await untilWaiting(1, workers)
            let refused = try await workers.compress(Bodies.json(2000), as: .gzip)
            #expect(refused == nil)
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            #expect(workers.waiting == 0)
        }
    }

    @Test func worksOnAfterABodyThatWasGivenUpHalfWay() async throws {
        let workers = CompressionWorkers(threads: 1, queueLimit: 1, settings: Self.slow)
        let givenUp = Task { try await workers.compress(Self.endless, as: .br) }
        while workers.running < 1 { await Task.yield() }
        async let next = workers.compress(Bodies.json(2000), as: .br)
        await untilWaiting(1, workers)
        givenUp.cancel()
        let compressed = try #require(try await next)
        #expect(try Decoded(compressed, .br).bytes == Bodies.json(2000).bytes)
        await #expect(throws: CancellationError.self) { try await givenUp.value }
    }

    @Test func doesNotBeginWhatWasCancelledBefore() async throws {
        let workers = CompressionWorkers()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await workers.compress(Bodies.json(2000), as: .gzip)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func givesBackWhatWaitsWhenItCloses() async throws {
        try await withBusyThread(queueLimit: 4) { workers in
            async let waiting = workers.compress(Bodies.json(2000), as: .gzip)
            await untilWaiting(1, workers)
            workers.close()
            workers.close()
            let (givenBack, refused) = try await (waiting, workers.compress(Bodies.json(2000), as: .gzip))
            #expect(givenBack == nil)
            #expect(refused == nil)
        }
    }

    @Test func compressesEverythingOnceUnderLoad() async throws {
        let workers = CompressionWorkers(threads: 4, queueLimit: 300)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...300 {
                group.addTask {
                    let body = Bodies.json(number * 10)
                    let coding: ContentCoding = number.isMultiple(of: 2) ? .gzip : .br
                    let compressed = try #require(try await workers.compress(body, as: coding))
                    return try Decoded(compressed, coding).bytes == body.bytes ? 1 : 0
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(count == 300)
        #expect(workers.running == 0)
    }

    @Test func endsItsThreadsWhenItIsDropped() async throws {
        weak var line: CompressionLine?
        do {
            let workers = CompressionWorkers(threads: 3)
            line = Mirror(reflecting: workers).descendant("line") as? CompressionLine
            #expect(line != nil)
            #expect(try await workers.compress(Bodies.json(2000), as: .gzip) != nil)
        }
        while line != nil { await Task.yield() }
    }
}
