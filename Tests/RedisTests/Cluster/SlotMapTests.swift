import Testing

@testable import Redis

/// A reply to CLUSTER SLOTS: ranges with their masters.
func slots(_ ranges: (Int, Int, String, Int)...) -> RESPValue {
    .array(
        ranges.map { first, last, host, port in
            let node = RESPValue.array([.bulk(Array(host.utf8)), .integer(port), .bulk(Array("id".utf8)), .array([])])
            // A replica, which is of no interest.
            return .array([.integer(first), .integer(last), node, .array([.bulk(Array("r".utf8)), .integer(1)])])
        })
}

@Suite struct SlotMapTests {
    private let speaker = RedisAddress("speaker", 7000)

    @Test func readsRanges() throws {
        let map = try SlotMap(slots((0, 99, "a", 1), (100, 16_383, "b", 2)), saidBy: speaker)
        #expect(map.masters == [RedisAddress("a", 1), RedisAddress("b", 2)])
        for (number, host) in [(0, "a"), (99, "a"), (100, "b"), (16_383, "b")] {
            #expect(map.owner(of: HashSlot(number: UInt16(number)))?.host == host)
        }
    }

    @Test func takesAnEmptyHostForTheSpeakers() throws {
        #expect(try SlotMap(slots((0, 9, "", 1)), saidBy: speaker).first == RedisAddress("speaker", 1))
        #expect(try SlotMap(slots((0, 9, "?", 1)), saidBy: speaker).first == RedisAddress("speaker", 1))
    }

    @Test func knowsGaps() throws {
        let map = try SlotMap(slots((5, 9, "a", 1)), saidBy: speaker)
        #expect(map.owner(of: HashSlot(number: 4)) == nil)
        #expect(map.first == RedisAddress("a", 1))
    }

    @Test(arguments: [
        RESPValue.array([]), .null, .integer(1), slots((0, 16_384, "a", 1)), slots((-1, 5, "a", 1)), slots((9, 5, "a", 1)),
        slots((0, 5, "a", 0)), .array([.array([.integer(0), .integer(1)])]),
    ])
    func refuses(reply: RESPValue) {
        #expect(throws: RedisError.self) { try SlotMap(reply, saidBy: speaker) }
    }

    @Test func movesOneSlot() throws {
        var map = try SlotMap(slots((0, 16_383, "a", 1)), saidBy: speaker)
        let before = map
        let isNews = map.move(HashSlot(number: 7), to: RedisAddress("b", 2))
        let isNewsAgain = map.move(HashSlot(number: 7), to: RedisAddress("b", 2))
        #expect(isNews && !isNewsAgain && !map.agrees(with: before))
        #expect(map.owner(of: HashSlot(number: 7)) == RedisAddress("b", 2))
        #expect(map.owner(of: HashSlot(number: 8)) == RedisAddress("a", 1))
    }

    @Test func agreesWhateverTheOrder() throws {
        let one = try SlotMap(slots((0, 9, "a", 1), (10, 16_383, "b", 2)), saidBy: speaker)
        let other = try SlotMap(slots((10, 16_383, "b", 2), (0, 9, "a", 1)), saidBy: speaker)
        #expect(one.agrees(with: other))
    }
}
