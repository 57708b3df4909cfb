import Redis
import Testing

@Suite struct StreamEntryTests {
    private func bulk(_ text: String) -> RESPValue { .bulk(Array(text.utf8)) }

    @Test func findsItsFields() throws {
        let reply = RESPValue.array([bulk("5-1"), .array(["a", "1", "b", "2"].map(bulk))])
        let entry = try reply.decodedStreamEntry()
        #expect(entry.id == StreamID(milliseconds: 5, sequence: 1))
        #expect(entry["b"] == Array("2".utf8))
        #expect(entry["c"] == nil)
        #expect(entry.fields.map(\.name) == ["a", "b"])
        #expect(!entry.isDeleted)
    }

    @Test func knowsADeletedEntry() throws {
        #expect(try RESPValue.array([bulk("5-1"), .null]).decodedStreamEntry().isDeleted)
    }

    @Test func anOddFieldIsLeftOut() {
        let entry = StreamEntry(id: .zero, rawFields: [bulk("a")])
        #expect(entry["a"] == nil)
        #expect(entry.fields.isEmpty)
    }

    @Test(arguments: [RESPValue.integer(1), .array([]), .array([.integer(1), .null]), .null])
    func refusesWhatIsNoEntry(reply: RESPValue) {
        let error = #expect(throws: RedisError.self) { try reply.decodedStreamEntry() }
        #expect(error?.code == .unexpectedReply)
    }
}
