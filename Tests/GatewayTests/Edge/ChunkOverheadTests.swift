import Testing

@testable import gateway

struct ChunkOverheadTests {
    private func read(_ overhead: inout ChunkOverhead, _ bytes: Int, content: Int) {
        overhead.receivedContent(content)
        overhead.received(bytes)
    }

    @Test func contentInSmallChunksIsFine() {
        var overhead = ChunkOverhead()
        overhead.bodyBegan(isChunked: true)
        overhead.received(200)
        for _ in 0..<10_000 { read(&overhead, 600, content: 100) }
        #expect(!overhead.isExcessive)
    }

    @Test func extensionsAreNot() {
        var overhead = ChunkOverhead()
        overhead.bodyBegan(isChunked: true)
        overhead.received(200)
        for _ in 0..<10 { read(&overhead, 4000, content: 1) }
        #expect(overhead.isExcessive)
        overhead.bodyEnded()
        #expect(!overhead.isExcessive)
    }

    @Test func aBodyWithALengthIsNotCounted() {
        var overhead = ChunkOverhead()
        overhead.bodyBegan(isChunked: false)
        overhead.received(200)
        overhead.received(1 << 20)
        #expect(!overhead.isExcessive)
    }

    @Test func eachBodyBeginsAnew() {
        var overhead = ChunkOverhead()
        overhead.bodyBegan(isChunked: true)
        overhead.received(100_000)
        #expect(!overhead.isExcessive, "the read that holds the head may hold anything")
        overhead.bodyEnded()
        overhead.bodyBegan(isChunked: true)
        overhead.received(10)
        read(&overhead, 10_000, content: 0)
        #expect(!overhead.isExcessive)
        read(&overhead, 10_000, content: 0)
        #expect(overhead.isExcessive)
    }
}
