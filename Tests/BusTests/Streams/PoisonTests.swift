import Bus
import Contracts
import Redis
import Resilience
import TestSupport
import Testing

@Suite struct PoisonTests {
    private static func envelope(_ change: (inout RequestEnvelope) -> Void = { _ in }) -> RequestEnvelope {
        var envelope = RequestEnvelope(
            id: "\(TestRedis.prefix())-1", name: Echo.name, deadline: .after(.seconds(60)), caller: .system, body: Array("{}".utf8))
        change(&envelope)
        return envelope
    }

    @Test func whatIsNoRequestGoesToTheDeadLettersAndStopsNobody() async throws {
        try await withBusWorld { world in
            try await world.replica(.echoing)
            let stream = BusKeys.requests(.media)
            let header = Self.envelope().header
            let poison: [[(String, any RedisArgument)]] = [
                [("x", "y")], [("h", header)], [("b", "{}")], [("h", ""), ("b", "")], [("h", [0xFF, 0xFE, 0x0A] as [UInt8]), ("b", "{}")],
                [("h", Array(header.utf8) + [0xC3]), ("b", "{}")], [("h", header + "\nmore"), ("b", "{}")],
                [("h", header.replacing("s,,,admin", with: "q,,,king")), ("b", "{}")],
                [("h", header.replacing(Echo.name + "\n", with: Echo.name + "\nx")), ("b", "{}")],
            ]
            for fields in poison { try await world.redis.xadd(stream, fields) }
            let asker = try await world.asker()
            #expect(try await asker.ask(Echo(text: "alive")).text == "alive")
            try await eventually { try await world.redis.xlen(BusKeys.deadRequests(.media)) == poison.count }
            try await eventually { try await world.redis.xlen(stream) == 0 }
            #expect(try await world.redis.xpending(stream, group: BusKeys.responders).count == 0)
        }
    }

    @Test func aBodyThatIsNotUTF8IsAnswered400() async throws {
        try await withBusWorld { world in
            try await world.replica(.echoing)
            var outgoing = try OutgoingRequest.raw(Echo.name, "")
            outgoing.body = Array(#"{"text":""#.utf8) + [0xFF, 0xC0] + Array(#"","numbers":[]}"#.utf8)
            let answer = try await world.asker().call(outgoing)
            #expect(answer.status == 400)
        }
    }

    @Test func aReplyThatIsNoneStopsNoRequester() async throws {
        try await withBusWorld { world in
            try await world.replica(.echoing)
            let asker = try await world.asker("asker")
            _ = try await asker.ask(Echo(text: ""))
            let replies = BusKeys.replies(instance: world.unique("asker"))
            for header in ["", "a-1", "a-x\n200\n", "nobody\n200\n\nX:", "a-1\n200\n\nno colon", "\u{0}\n\n\n"] {
                try await world.redis.xadd(replies, [("h", header), ("b", "{}")])
            }
            try await world.redis.xadd(replies, [("h", [0xFF] as [UInt8]), ("b", "{}")])
            #expect(try await asker.ask(Echo(text: "alive")).text == "alive")
        }
    }

    @Test func aRequestThatNobodyWaitsForIsRunAndLeavesNoKey() async throws {
        let gate = Gate()
        gate.open()
        try await withBusWorld { world in
            try await world.replica(.holding(gate))
            for replyTo in ["", BusKeys.replies(instance: "gone")] {
                let envelope = Self.envelope { ($0.name, $0.replyTo) = (Hold.name, replyTo) }
                try await world.redis.xadd(BusKeys.requests(.media), [("h", envelope.header), ("b", #"{"label":""}"#)])
            }
            try await eventually { gate.arrived == 2 }
            try await eventually { try await world.redis.xlen(BusKeys.requests(.media)) == 0 }
            let keys = try await world.redis.send(RedisCommand("KEYS", "*replies*")).array
            #expect(keys?.isEmpty == true)
        }
    }

    @Test func aRequestReadAfterItsDeadlineIsDropped() async throws {
        let gate = Gate()
        gate.open()
        try await withBusWorld { world in
            let late = Self.envelope { ($0.name, $0.deadline) = (Hold.name, .after(.seconds(-1))) }
            try await world.redis.xadd(BusKeys.requests(.media), [("h", late.header), ("b", #"{"label":""}"#)])
            try await world.replica(.holding(gate))
            try await eventually { try await world.redis.xlen(BusKeys.requests(.media)) == 0 }
            #expect(gate.arrived == 0)
        }
    }
}
