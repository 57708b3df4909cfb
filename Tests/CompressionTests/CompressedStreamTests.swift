import NIOCore
import Testing

@testable import Compression

@Suite(.timeLimit(.minutes(2))) struct CompressedStreamTests {
    private func sent(_ body: ByteBuffer, through stream: CompressedStream, pieces: Int) async throws -> ByteBuffer {
        var (rest, made) = (body, ByteBuffer())
        while let piece = rest.readSlice(length: min(pieces, rest.readableBytes)), piece.readableBytes > 0 {
            made.writeImmutableBuffer(try await stream.write(piece))
        }
        made.writeImmutableBuffer(try await stream.finish())
        return made
    }

    @Test(arguments: [ContentCoding.br, .gzip], [0, 1, 200_000, 3 << 20])
    func piecesDecodeToTheWhole(_ coding: ContentCoding, _ size: Int) async throws {
        let workers = CompressionWorkers()
        let stream = try #require(workers.stream(as: coding))
        let made = try await sent(Bodies.json(size), through: stream, pieces: 100_000)
        #expect(try Decoded(made, coding).bytes == Bodies.json(size).bytes)
    }

    @Test func manyAtOnceShareTheThreadAndMixNothingUp() async throws {
        let workers = CompressionWorkers(threads: 1, queueLimit: 0, streamLimit: 5)
        try await withThrowingTaskGroup { group in
            for number in 1...5 {
                let stream = try #require(workers.stream(as: number % 2 == 0 ? .gzip : .br))
                group.addTask {
                    let made = try await sent(Bodies.json(number * 100_000), through: stream, pieces: 30_000)
                    #expect(try Decoded(made, number % 2 == 0 ? .gzip : .br).bytes == Bodies.json(number * 100_000).bytes)
                }
            }
            try await group.waitForAll()
        }
        #expect(workers.streaming == 0)
    }

    @Test func thereAreOnlySoManyPlacesAndADroppedOneIsFree() throws {
        let workers = CompressionWorkers(streamLimit: 2)
        var streams = [workers.stream(as: .gzip), workers.stream(as: .gzip)]
        #expect(workers.stream(as: .gzip) == nil)
        streams.removeLast()
        #expect(workers.streaming == 1)
        #expect(workers.stream(as: .br) != nil)
        #expect(streams.count == 1)
    }

    @Test func cannotBeCompletedAfterTheThreadsHaveEnded() async throws {
        let workers = CompressionWorkers()
        let stream = try #require(workers.stream(as: .gzip))
        workers.close()
        await #expect(throws: CancellationError.self) { try await stream.write(Bodies.json(1000)) }
    }
}
