import Bus
import Contracts
import Resilience
import Testing

@Suite struct RequestWireTests {
    private static let nasty = ["", "plain", "ends in CR\r", "\r", "e\u{301}", "🎞️", "tab\t", "a,b;c", "\u{0}", "\u{2028}"]

    @Test(arguments: nasty, nasty) func comesBackAsItWas(trace: String, key: String) throws {
        var position = Position(.auth, 1)
        position.merge(Position(.media, .max))
        let sent = RequestEnvelope(
            id: "gateway-1", name: "test.v1", deadline: .after(.seconds(3)), caller: .user(.make(), session: nil, role: .user),
            traceparent: trace, position: position, idempotencyKey: key.isEmpty ? nil : key, replyTo: "mn:{replies:a}",
            body: [0, 255, 10])
        let read = try #require(RequestEnvelope(header: Array(sent.header.utf8), body: sent.body))
        #expect(read.id == sent.id)
        #expect(read.name == sent.name)
        #expect(read.caller == sent.caller)
        #expect(Array(read.traceparent.utf8) == Array(trace.utf8))
        #expect(read.position == position)
        #expect(read.idempotencyKey.map { Array($0.utf8) } == sent.idempotencyKey.map { Array($0.utf8) })
        #expect(read.replyTo == sent.replyTo)
        #expect(read.body == sent.body)
        #expect(abs((read.deadline.instant - sent.deadline.instant) / .milliseconds(1)) < 100)
    }

    @Test func aLineBreakInAValueShiftsNothing() throws {
        let sent = RequestEnvelope(
            id: "a-1", name: "test.v1", deadline: .after(.seconds(3)), caller: .anonymous, traceparent: "x\ny",
            idempotencyKey: "k\r\ns,,,admin", replyTo: "r", body: [])
        let read = try #require(RequestEnvelope(header: Array(sent.header.utf8), body: []))
        #expect(read.caller == .anonymous)
        #expect(read.traceparent == "x y")
        #expect(read.replyTo == "r")
    }

    @Test func theSameRequestHasTheSameBytes() throws {
        let request = UpdatePlaylist(
            id: .make(), changes: .init(name: "a", description: "b", isPublic: true), ifVersions: [1])
        let bodies = try (0..<100).map { _ in
            try OutgoingRequest(request, caller: .system, deadline: .after(.seconds(1))).body
        }
        #expect(Set(bodies).count == 1)
    }

    @Test func noBytesCrashTheReader() {
        var generator = SystemRandomNumberGenerator()
        let good = Array(
            RequestEnvelope(id: "a-1", name: "n", deadline: .after(.seconds(1)), caller: .system, body: []).header.utf8)
        for _ in 0..<2_000 {
            var bytes = good
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: .min ... .max, using: &generator)
            }
            _ = RequestEnvelope(header: bytes, body: [])
            _ = RequestEnvelope(header: Array(bytes.prefix(.random(in: 0..<bytes.count))), body: [])
        }
    }
}
