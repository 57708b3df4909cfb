import Testing

@testable import Redis

@Suite struct HandshakeTests {
    private func handshake(_ url: String, name: String = "name") throws -> Handshake {
        Handshake(configuration: try RedisConfiguration(url: url), name: name)
    }

    private func words(_ handshake: Handshake) throws -> [[String]] {
        try handshake.commands.map { command in
            var replies: [RESPValue] = []
            var parser = RESPParser()
            try command.withEncoded { bytes in
                Result { () throws(RedisError) in try parser.received(bytes, replies: &replies) }
            }.get()
            return replies.first?.array?.compactMap(\.string) ?? []
        }
    }

    @Test func saysOnlyWhatIsNeeded() throws {
        #expect(try words(handshake("redis://host", name: "")) == [["PING"]])
        #expect(try words(handshake("redis://:pw@host")) == [["AUTH", "pw"], ["CLIENT", "SETNAME", "name"], ["PING"]])
        #expect(
            try words(handshake("redis://me:pw@host/4", name: "my name")) == [
                ["AUTH", "me", "pw"], ["SELECT", "4"], ["CLIENT", "SETNAME", "myname"], ["PING"],
            ])
    }

    @Test func succeedsWithItsLastReply() throws {
        var handshake = try handshake("redis://host/1")
        #expect(handshake.receivedReply(.status("OK")) == .wait)
        #expect(handshake.receivedReply(.status("OK")) == .wait)
        #expect(handshake.receivedReply(.status("PONG")) == .succeeded)
    }

    @Test func failsWithTheServersError() throws {
        let error = RedisError.reply("WRONGPASS invalid username-password pair")
        var handshake = try handshake("redis://:pw@host")
        #expect(handshake.receivedReply(.error(error)) == .failed(error))
        #expect(error.code == .server("WRONGPASS"))
    }

    @Test func waitsForAServerThatIsLoading() throws {
        let error = RedisError.reply("LOADING Redis is loading the dataset in memory")
        var handshake = try handshake("redis://host", name: "")
        #expect(handshake.receivedReply(.error(error)) == .failed(error))
    }

    @Test func forgivesAUserWhoMayNeitherNameItselfNorPing() throws {
        var handshake = try handshake("redis://host")
        #expect(handshake.receivedReply(.error(.reply("NOPERM no setname"))) == .wait)
        #expect(handshake.receivedReply(.error(.reply("NOPERM no ping"))) == .succeeded)
    }

    @Test func noticesThatAPasswordIsWanted() throws {
        let error = RedisError.reply("NOAUTH Authentication required.")
        var handshake = try handshake("redis://host")
        #expect(handshake.receivedReply(.error(error)) == .failed(error))
    }
}
