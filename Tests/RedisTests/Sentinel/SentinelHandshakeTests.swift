import Testing

@testable import Redis

@Suite struct SentinelHandshakeTests {
    private func handshake() throws -> Handshake {
        Handshake(configuration: try RedisConfiguration(url: "redis+sentinel://one/main"), name: "")
    }

    @Test func asksForTheRole() throws {
        var handshake = try handshake()
        #expect(handshake.commands.map(\.name) == ["ROLE", "PING"])
        #expect(handshake.receivedReply(.array([.bulk(Array("master".utf8)), .integer(0), .array([])])) == .wait)
        #expect(handshake.receivedReply(.status("PONG")) == .succeeded)
    }

    @Test(arguments: [RESPValue.array([.bulk(Array("slave".utf8))]), .null, .array([])])
    func refusesWhoIsNoMaster(role: RESPValue) throws {
        var handshake = try handshake()
        guard case .failed(let error) = handshake.receivedReply(role) else { throw NotRefused() }
        #expect(error.code == .connectionFailed)
    }

    /// Whoever may not ask cannot know.
    @Test func refusesWhoDoesNotTell() throws {
        var handshake = try handshake()
        #expect(handshake.receivedReply(.error(.reply("NOPERM no"))) == .failed(.reply("NOPERM no")))
    }

    private struct NotRefused: Error {}
}
