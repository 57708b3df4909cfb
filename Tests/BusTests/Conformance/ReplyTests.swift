import Bus
import Contracts
import TestSupport
import Testing

@Suite struct ReplyTests {
    @Test(arguments: BusKind.allCases) func answersWithTheTypedReply(kind: BusKind) async throws {
        try await kind.withBus(.echoing) { bus in
            let nasty = "\"quotes\", \\, \n\r\u{0}\u{1F} and 🎞️"
            let reply = try await bus.ask(Echo(text: nasty, numbers: [1, -2]))
            #expect(reply == Echo.Reply(text: nasty, numbers: [1, -2]))
        }
    }

    @Test(arguments: BusKind.allCases) func aReplyThatSaysNothingHasNoBody(kind: BusKind) async throws {
        let gate = Gate()
        gate.open()
        try await kind.withBus(.holding(gate)) { bus in
            _ = try await bus.ask(Hold())
            let answer = try await bus.call(try OutgoingRequest(Hold(), caller: .system, deadline: .after(.seconds(60))))
            #expect(answer.status == 204)
            #expect(answer.body.isEmpty)
        }
    }

    @Test(arguments: BusKind.allCases) func carriesStatusPositionAndHeaders(kind: BusKind) async throws {
        let sent = Answer(
            status: 203, position: Position(.media, 77), headers: [.init("ETag", "\"a:b\""), .init("X-Empty", "")],
            body: Array(#"{"text":"","numbers":[]}"#.utf8))
        let answers = Answers.making { $0.on(Echo.self) { _, _ -> Answer in sent } }
        try await kind.withBus(answers) { bus in
            let request = try OutgoingRequest(Echo(text: ""), caller: .system, deadline: .after(.seconds(60)))
            #expect(try await bus.call(request) == sent)
        }
    }

    @Test(arguments: BusKind.allCases) func tellsTheHandlerWhoAsksAndHow(kind: BusKind) async throws {
        let user = Caller.user(.make(), session: .make(), role: .admin)
        let seen = Journal<RequestEnvelope>()
        let answers = Answers.making {
            $0.on(Hold.self) { _, context -> Nothing in
                seen.append(context.envelope)
                return Nothing()
            }
        }
        try await kind.withBus(answers) { bus in
            var position = Position(.media, 5)
            position.merge(Position(.playlists, 6))
            let request = try OutgoingRequest(
                Hold(), caller: user, deadline: .after(.seconds(60)), traceparent: "00-aa-bb-01", position: position,
                idempotencyKey: "key, with: \"marks\"")
            _ = try await bus.call(request)
            _ = try await bus.call(request)
            let first = try #require(seen.all.first)
            #expect(first.caller == user)
            #expect(first.position == position)
            #expect(first.traceparent == "00-aa-bb-01")
            #expect(first.idempotencyKey == "key, with: \"marks\"")
            #expect(Set(seen.all.map(\.id)).count == 2)
        }
    }
}
