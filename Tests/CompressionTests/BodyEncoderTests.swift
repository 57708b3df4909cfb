import NIOCore
import Testing

@testable import Compression

@Suite struct BodyEncoderTests {
    @Test(arguments: ContentCoding.allCases, Bodies.sizes)
    func decodesToWhatWasCompressed(coding: ContentCoding, size: Int) throws {
        var encoder = BodyEncoder(coding)
        for body in [Bodies.json(size), Bodies.random(size)] {
            let decoded = try Decoded(encoder.compress(body), coding)
            #expect(decoded.isWhole)
            #expect(decoded.bytes == body.bytes)
        }
    }

    @Test(arguments: [ContentCoding.gzip, .br]) func makesAPageSmall(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        #expect(try encoder.compress(Bodies.json(7 << 10)).readableBytes < 7 << 9)
        #expect(try encoder.compress(Bodies.random(7 << 10)).readableBytes < (7 << 10) + 64)
    }

    @Test(arguments: CompressionSettings.gzipLevels) func decodesEveryLevel(level: Int) throws {
        var encoder = BodyEncoder(.gzip, settings: CompressionSettings(gzipLevel: level))
        #expect(try Decoded(encoder.compress(Bodies.json(20_000)), .gzip).bytes == Bodies.json(20_000).bytes)
    }

    @Test(arguments: CompressionSettings.brotliQualities) func decodesEveryQuality(quality: Int) throws {
        var encoder = BodyEncoder(.br, settings: CompressionSettings(brotliQuality: quality))
        #expect(try Decoded(encoder.compress(Bodies.json(20_000)), .br).bytes == Bodies.json(20_000).bytes)
    }

    @Test(arguments: ContentCoding.allCases) func givesTheSameBytesWhenItIsUsedAgain(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        let first = try encoder.compress(Bodies.json(7000))
        _ = try encoder.compress(Bodies.random(100_000))
        #expect(try encoder.compress(Bodies.json(7000)) == first)
        _ = try encoder.write(Bodies.random(100_000))
        #expect(try encoder.compress(Bodies.json(7000)) == first)
        _ = try encoder.write(Bodies.json(50))
        _ = try encoder.flush()
        _ = try encoder.finish()
        #expect(try encoder.compress(Bodies.json(7000)) == first)
    }

    @Test(arguments: ContentCoding.allCases) func compressesInSlicesToTheSameBody(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        for size in Bodies.sizes {
            let decoded = try Decoded(encoder.compress(Bodies.json(size), while: { true }), coding)
            #expect(decoded.isWhole)
            #expect(decoded.bytes == Bodies.json(size).bytes)
        }
    }

    @Test(arguments: [ContentCoding.gzip, .br]) func stopsWhenItIsNotWantedAnyMore(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        var slices = 0
        #expect(throws: CancellationError.self) {
            try encoder.compress(Bodies.random(1 << 20)) {
                slices += 1
                return slices < 3
            }
        }
        #expect(slices == 3)
        #expect(try Decoded(encoder.compress(Bodies.json(9000)), coding).bytes == Bodies.json(9000).bytes)
    }

    @Test func saysWhatTheLibrarySaid() {
        let engine = GzipEngine(level: 99)
        var output = ByteBuffer()
        #expect(throws: CompressionFailure(coding: .gzip, code: -2)) {
            try engine.run(.finish, on: UnsafeRawBufferPointer(start: nil, count: 0), into: &output)
        }
    }
}
