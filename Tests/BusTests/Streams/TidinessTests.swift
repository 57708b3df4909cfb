import Bus
import Contracts
import Redis
import TestSupport
import Testing

@Suite struct TidinessTests {
    @Test func nothingIsLeftInTheStreamsAfterWork() async throws {
        try await withBusWorld { world in
            let asker = try await world.asker("asker")
            try await world.replica("one", .echoing)
            try await world.replica("two", .echoing)
            try await withThrowingTaskGroup { group in
                for number in 0..<500 { group.addTask { _ = try await asker.ask(Echo(text: "\(number)")) } }
                try await group.waitForAll()
            }
            let stream = BusKeys.requests(.media)
            try await eventually { try await world.redis.xlen(stream) == 0 }
            #expect(try await world.redis.xpending(stream, group: BusKeys.responders).count == 0)
            // The last answer read is kept as the mark up to which all others were removed.
            try await eventually { try await world.redis.xlen(BusKeys.replies(instance: world.unique("asker"))) <= 1 }
        }
    }

    @Test func aReplyStreamExpiresAfterItsProcess() async throws {
        try await withBusWorld { world in
            let asker = try await world.asker("asker") { $0.replyStreamLifetime = .seconds(9) }
            try await world.replica(.echoing)
            _ = try await asker.ask(Echo(text: ""))
            let left = try #require(
                try await world.redis.send(RedisCommand("PTTL", BusKeys.replies(instance: world.unique("asker")))).int)
            #expect((1...9_000).contains(left))
        }
    }

    @Test func theFirstRequestOfAProcessGetsItsAnswer() async throws {
        try await withBusWorld { world in
            try await world.replica(.echoing)
            for number in 0..<20 {
                #expect(try await world.asker("asker\(number)").ask(Echo(text: "first")).text == "first")
            }
        }
    }

    @Test func severalRequestersGetTheirOwnAnswers() async throws {
        try await withBusWorld { world in
            try await world.replica(.echoing)
            try await withThrowingTaskGroup { group in
                for name in ["a", "b", "c"] {
                    let asker = try await world.asker(name)
                    group.addTask {
                        for round in 0..<50 {
                            let reply = try await asker.ask(Echo(text: "\(name)\(round)"))
                            #expect(reply.text == "\(name)\(round)")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
