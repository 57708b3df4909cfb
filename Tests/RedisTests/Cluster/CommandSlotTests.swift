import Testing

@testable import Redis

@Suite struct CommandSlotTests {
    @Test(arguments: [
        RedisCommand("GET", "k"), RedisCommand("set", "k", "v"), RedisCommand("XADD", "k", "*", "f", "v"),
        RedisCommand("XREADGROUP", "GROUP", "g", "c", "COUNT", 5, "STREAMS", "k", ">"),
        RedisCommand("XREAD", "BLOCK", 100, "STREAMS", "k", "0"), RedisCommand("XGROUP", "CREATE", "k", "g", "$"),
        RedisCommand("XINFO", "STREAM", "k"), RedisCommand("PUBLISH", "k", "m"), RedisCommand("DEL", "k", "{k}"),
        RedisCommand("MSET", "k", "other", "{k}2", "more"), RedisCommand("EVALSHA", "0000", 2, "k", "{k}:x", "other"),
        RedisCommand("XACK", "k", "g", "1-1"), RedisCommand("EXISTS", "k"),
    ])
    func findsTheKeys(command: RedisCommand) throws {
        #expect(try command.slot() == HashSlot(of: "k"))
    }

    @Test(arguments: [
        RedisCommand("PING"), RedisCommand("INFO", "server"), RedisCommand("TIME"), RedisCommand("CLUSTER", "SLOTS"),
        RedisCommand("EVAL", "return 1", 0), RedisCommand("MULTI"),
    ])
    func findsNone(command: RedisCommand) throws {
        #expect(try command.slot() == nil)
    }

    @Test(arguments: [
        RedisCommand("DEL", "a", "b"), RedisCommand("MGET", "{a}1", "{b}1"), RedisCommand("EVAL", "", 2, "a", "b"),
        RedisCommand("XREAD", "STREAMS", "a", "b", "0", "0"), RedisCommand("MSET", "a", "1", "b", "2"),
    ])
    func refusesKeysThatLieApart(command: RedisCommand) {
        #expect(#expect(throws: RedisError.self) { try command.slot() }?.code == .crossSlot)
    }
}
