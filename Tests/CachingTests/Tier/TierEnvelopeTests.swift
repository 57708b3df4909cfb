import Testing

@testable import Caching

@Suite struct TierEnvelopeTests {
    private func envelope(tags: [CacheTag] = ["media:7", "media:*"], value: [UInt8] = Array("value".utf8)) -> TierEnvelope {
        let generations = Dictionary(uniqueKeysWithValues: tags.map { ($0, GenerationToken.make()) })
        return TierEnvelope(fence: TierFence(epoch: .make(), generations: generations), value: value)
    }

    @Test(arguments: [[], ["a"], ["media:7", "media:*", "user:1"]] as [[CacheTag]], [0, 1, 70_000])
    func isReadAsItWasWritten(tags: [CacheTag], size: Int) throws {
        let written = envelope(tags: tags, value: (0..<size).map { UInt8($0 & 0xFF) })
        #expect(TierEnvelope(try #require(written.bytes)) == written)
    }

    @Test func anythingCutOffOrAddedIsAMiss() throws {
        let bytes = try #require(envelope().bytes)
        for count in 0..<bytes.count { #expect(TierEnvelope(Array(bytes.prefix(count))) == nil) }
        #expect(TierEnvelope(bytes + [0]) == nil)
    }

    @Test func anotherVersionIsAMiss() throws {
        var bytes = try #require(envelope().bytes)
        bytes[0] = 2
        #expect(TierEnvelope(bytes) == nil)
    }

    @Test func nonsenseIsAMissAndNoCrash() throws {
        var random = SplitMix(seed: 1)
        let bytes = try #require(envelope().bytes)
        for _ in 0..<20_000 {
            var broken = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                broken[Int.random(in: 0..<broken.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            _ = TierEnvelope(broken)
            _ = TierEnvelope(Array(broken.prefix(Int.random(in: 0...broken.count, using: &random))))
        }
    }

    @Test func tooManyTagsAreNotWritten() {
        #expect(envelope(tags: (0...Int(UInt16.max)).map { tag("media:\($0)") }).bytes == nil)
    }

    @Test func tokensAreReadAsTheyWereWritten() {
        let token = GenerationToken.make()
        #expect(GenerationToken(token.bytes) == token)
        #expect(token.bytes.count == GenerationToken.size)
        #expect(GenerationToken(token.bytes.dropLast()) == nil)
        #expect(GenerationToken.make() != GenerationToken.make())
    }

    @Test func epochsAreReadAsTheyWereWritten() {
        for run in ["", "0123abc"] {
            let epoch = TierEpoch(token: .make(), run: run)
            #expect(TierEpoch(epoch.bytes) == epoch)
        }
        #expect(TierEpoch([1, 2, 3]) == nil)
        #expect(TierEpoch.run(inInfo: "# Server\r\nredis_version:7\r\nrun_id:abc\r\n") == "abc")
        #expect(TierEpoch.run(inInfo: "# Server\r\n") == nil)
    }
}
