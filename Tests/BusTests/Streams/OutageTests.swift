import Bus
import Contracts
import Redis
import TestSupport
import Testing

@Suite struct OutageTests {
    @Test func requestsFailWhileRedisIsAwayAndWorkSoonAfterItsReturn() async throws {
        let server = try PrivateRedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        try await withBusWorld(url: server.url) { world in
            try await world.replica(.echoing)
            let asker = try await world.asker()
            #expect(try await asker.ask(Echo(text: "before")).text == "before")
            server.stop()
            try await eventually { try await busError { _ = try await asker.ask(Echo(text: "")) } == .unavailable }
            let asked = ContinuousClock.now
            #expect(try await busError { _ = try await asker.ask(Echo(text: ""), deadline: .after(.seconds(60))) } == .unavailable)
            #expect(.now - asked < .seconds(1))
            try server.start()
            let back = ContinuousClock.now
            try await eventually {
                try await busError { _ = try await asker.call(try .raw(Echo.name, "{}", deadline: .milliseconds(500))) } == nil
            }
            // Two seconds are promised; this machine runs all tests at once.
            #expect(.now - back < .seconds(6))
            try await eventually { try await world.redis.xlen(BusKeys.requests(.media)) == 0 }
            try await eventually { try await world.redis.xpending(BusKeys.requests(.media), group: BusKeys.responders).count == 0 }
        }
    }

    @Test func aHandlerThatOutlivesAnOutageIsNotRunTwice() async throws {
        let gate = Gate()
        let server = try PrivateRedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        try await withBusWorld(url: server.url) { world in
            let replica = try await world.replica("replica", .holding(gate), commandTimeout: .milliseconds(100))
            let asker = try await world.asker()
            let call = Task { try await asker.ask(Hold(), deadline: .after(.seconds(60))) }
            try await eventually { gate.arrived == 1 }
            server.stop()
            gate.open()
            // Long enough for the writing of the answer to be given up more than once.
            let failures = replica.client.statistics.failures
            try await eventually { replica.client.statistics.failures > failures + 10 }
            try server.start()
            _ = try await call.value
            try await eventually { try await world.redis.xpending(BusKeys.requests(.media), group: BusKeys.responders).count == 0 }
            #expect(gate.arrived == 1)
        }
    }

    @Test func aRedisThatLostEverythingIsSetUpAgain() async throws {
        try await withBusWorld { world in
            try await world.replica(.echoing)
            let asker = try await world.asker()
            #expect(try await asker.ask(Echo(text: "before")).text == "before")
            _ = try await world.redis.send(RedisCommand("FLUSHDB"))
            try await eventually {
                try await busError { _ = try await asker.call(try .raw(Echo.name, "{}", deadline: .milliseconds(500))) } == nil
            }
        }
    }
}
