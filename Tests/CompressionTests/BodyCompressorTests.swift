import NIOCore
import Testing

@testable import Compression

@Suite struct BodyCompressorTests {
    @Test(arguments: ContentCoding.allCases, [2000, BodyCompressor.largeBytes - 1, BodyCompressor.largeBytes, 1 << 20])
    func compressesSmallAndLarge(coding: ContentCoding, size: Int) async throws {
        let compressor = BodyCompressor(pool: EncoderPool(), workers: CompressionWorkers())
        let compressed = try #require(try await compressor.compress(Bodies.json(size), as: coding))
        #expect(try Decoded(compressed, coding).bytes == Bodies.json(size).bytes)
    }

    @Test func needsAThreadForALargeBodyOnly() async throws {
        let workers = CompressionWorkers()
        workers.close()
        let compressor = BodyCompressor(pool: EncoderPool(), workers: workers)
        #expect(try await compressor.compress(Bodies.json(BodyCompressor.largeBytes), as: .br) == nil)
        #expect(try await compressor.compress(Bodies.json(BodyCompressor.largeBytes - 1), as: .br) != nil)
    }
}
