import Bus
import Testing

@Suite struct EventWireTests {
    @Test(arguments: ["", "key", "two\nlines", "CR\r", "🎞️"]) func comesBackAsItWas(key: String) throws {
        let sent = EventEnvelope(service: .media, sequence: .max, name: "media.added.v1", key: key, body: [1])
        let read = try #require(EventEnvelope(service: .media, header: Array(sent.header.utf8), body: [1]))
        #expect(read.sequence == .max)
        #expect(read.name == sent.name)
        #expect(Array(read.key.utf8) == Array(key.utf8))
        #expect(read.id == "media:\(Int64.max)")
    }

    @Test(arguments: [[], [0xFF], Array("1\nname".utf8), Array("x\nname\nkey".utf8)] as [[UInt8]])
    func whatIsNoEventIsRefused(header: [UInt8]) {
        #expect(EventEnvelope(service: .media, header: header, body: []) == nil)
    }
}
