import NIOCore
import Testing

@testable import Compression

@Suite struct StreamingTests {
    private static let codings = ContentCoding.allCases

    /// `body` in chunks of random sizes, now and then flushed.
    private func stream(_ body: ByteBuffer, _ coding: ContentCoding, seed: UInt64, flushes: Bool) throws -> ByteBuffer {
        var numbers = SplitMix(seed: seed)
        var encoder = BodyEncoder(coding)
        var rest = body
        var sent = ByteBuffer()
        while rest.readableBytes > 0 {
            let count = min(rest.readableBytes, Int.random(in: 0...(1 << Int.random(in: 0...17, using: &numbers)), using: &numbers))
            guard let chunk = rest.readSlice(length: count) else { break }
            sent.writeImmutableBuffer(try encoder.write(chunk))
            if flushes, Bool.random(using: &numbers) { sent.writeImmutableBuffer(try encoder.flush()) }
        }
        sent.writeImmutableBuffer(try encoder.finish())
        return sent
    }

    @Test(arguments: codings, 1...UInt64(20)) func decodesWhateverTheChunks(coding: ContentCoding, seed: UInt64) throws {
        for body in [Bodies.json(200_000, seed: seed), Bodies.random(200_000, seed: seed)] {
            var oneShot = BodyEncoder(coding)
            let expected = try Decoded(oneShot.compress(body), coding).bytes
            for flushes in [false, true] {
                let decoded = try Decoded(stream(body, coding, seed: seed, flushes: flushes), coding)
                #expect(decoded.isWhole)
                #expect(decoded.bytes == expected)
            }
        }
    }

    @Test(arguments: codings) func showsAllThatWasWrittenAfterAFlush(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        var sent = ByteBuffer()
        var written: [UInt8] = []
        for size in [1, 10, 70_000, 16_384, 65_536, 65_536, 3, 200_000] {
            let chunk = Bodies.random(size, seed: UInt64(size))
            sent.writeImmutableBuffer(try encoder.write(chunk))
            sent.writeImmutableBuffer(try encoder.flush())
            written += chunk.bytes
            #expect(try Decoded(sent, coding).bytes == written)
        }
    }

    @Test(arguments: codings) func flushesNothingTwice(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        var sent = try encoder.write(Bodies.json(1000))
        sent.writeImmutableBuffer(try encoder.flush())
        #expect(try encoder.flush().readableBytes == 0)
        sent.writeImmutableBuffer(try encoder.finish())
        #expect(try Decoded(sent, coding).isWhole)
    }

    @Test(arguments: codings) func endsABodyThatHasNothingInIt(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        let decoded = try Decoded(encoder.finish(), coding)
        #expect(decoded.isWhole)
        #expect(decoded.bytes.isEmpty)
    }

    @Test(arguments: codings) func keepsLittleBack(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        var held = 0
        var most = 0
        for seed in 1...UInt64(300) {
            // Nothing makes it smaller, so what has not come out is inside.
            let chunk = Bodies.random(10_000, seed: seed)
            held += chunk.readableBytes - (try encoder.write(chunk).readableBytes)
            most = max(most, held)
        }
        #expect(most < 256 << 10)
    }

    @Test(arguments: codings) func beginsANewBodyAfterTheEnd(coding: ContentCoding) throws {
        var encoder = BodyEncoder(coding)
        for size in [5000, 0, 70_000] {
            var sent = try encoder.write(Bodies.json(size))
            sent.writeImmutableBuffer(try encoder.finish())
            let decoded = try Decoded(sent, coding)
            #expect(decoded.isWhole)
            #expect(decoded.bytes == Bodies.json(size).bytes)
        }
    }
}
