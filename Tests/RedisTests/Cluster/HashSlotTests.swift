import Testing

@testable import Redis

@Suite struct HashSlotTests {
    /// The check value of CRC-16/XMODEM, which the Redis Cluster specification gives too.
    @Test func checksumsAsTheSpecificationSays() {
        #expect(CRC16.checksum(of: Array("123456789".utf8)) == 0x31C3)
        #expect(CRC16.checksum(of: []) == 0)
    }

    @Test(arguments: [("foo", 12182), ("bar", 5061), ("hello", 866), ("somekey", 11058), ("foo{hash_tag}", 2515), ("", 0)])
    func slotsOf(key: String, slot: Int) {
        #expect(Int(HashSlot(of: key).number) == slot)
    }

    @Test(arguments: [
        ("{user1000}.following", "user1000"), ("foo{{bar}}zap", "{bar"), ("foo{bar}{zap}", "bar"), ("{a}b}", "a"),
    ])
    func tagsAlone(key: String, tag: String) {
        #expect(HashSlot(of: key) == HashSlot(of: tag))
        #expect(HashSlot(of: key).number == CRC16.checksum(of: Array(tag.utf8)) % 16_384)
    }

    @Test(arguments: ["foo{}{bar}", "foo{bar", "foo}bar{", "{}"])
    func wholeKeysWithoutATag(key: String) {
        #expect(HashSlot(of: key).number == CRC16.checksum(of: Array(key.utf8)) % 16_384)
    }
}
