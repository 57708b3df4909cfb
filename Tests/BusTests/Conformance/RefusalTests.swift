import Bus
import Contracts
import Resilience
import TestSupport
import Testing

@Suite struct RefusalTests {
    private struct Secret: Error, CustomStringConvertible {
        let description = "password=hunter2"
    }

    private func answer(_ kind: BusKind, _ answers: Answers, _ outgoing: OutgoingRequest) async throws -> Answer {
        let answered = Journal<Answer>()
        try await kind.withBus(answers) { bus in answered.append(try await bus.call(outgoing)) }
        return try #require(answered.all.first)
    }

    private func problem(_ kind: BusKind, _ body: String) async throws -> Problem {
        let answer = try await answer(kind, .echoing, try .raw(Echo.name, body))
        let problem = try #require(throws: Problem.self) { try Echo.decode(answer) }
        #expect(problem.status == answer.status)
        return problem
    }

    @Test(arguments: BusKind.allCases) func aThrownProblemReachesTheCaller(kind: BusKind) async throws {
        let sent = Problem.tooMany("Wait a little.", retryAfter: 7)
        try await kind.withBus(.failing(sent)) { bus in
            await #expect(throws: sent) { try await bus.ask(Fail()) }
        }
        let answer = try await answer(kind, .failing(sent), try .raw(Fail.name, "{}"))
        #expect(answer.headers == [.init("Retry-After", "7")])
    }

    @Test(arguments: BusKind.allCases) func anUnknownErrorIs500AndTellsNothing(kind: BusKind) async throws {
        let answer = try await answer(kind, .failing(Secret()), try .raw(Fail.name, "{}"))
        #expect(answer.status == 500)
        #expect(!String(decoding: answer.body, as: UTF8.self).contains("hunter2"))
    }

    @Test(arguments: BusKind.allCases) func timeThatIsUpInTheHandlerIs504(kind: BusKind) async throws {
        #expect(try await answer(kind, .failing(DeadlinePassed()), try .raw(Fail.name, "{}")).status == 504)
        #expect(try await answer(kind, .failing(CancellationError()), try .raw(Fail.name, "{}")).status == 504)
    }

    @Test(arguments: BusKind.allCases) func anUnknownOperationIs501(kind: BusKind) async throws {
        #expect(try await answer(kind, .echoing, try .raw("test.unknown.v1", "{}")).status == 501)
    }

    @Test(arguments: BusKind.allCases) func whatIsNoJSONIs400(kind: BusKind) async throws {
        for body in ["", "{", "nonsense", #"{"text":"a","numbers":[1,]}x"#] {
            #expect(try await problem(kind, body).status == 400, "\(body)")
        }
    }

    @Test(arguments: BusKind.allCases) func wrongFieldsAre422AndNamed(kind: BusKind) async throws {
        let expected = [
            #"{"numbers":[]}"#: "text", #"{"text":1,"numbers":[]}"#: "text", #"{"text":null,"numbers":[]}"#: "text",
            #"{"text":"a","numbers":[1,"b"]}"#: "numbers[1]", "[]": "body",
        ]
        for (body, field) in expected {
            let problem = try await problem(kind, body)
            #expect(problem.status == 422, "\(body)")
            #expect(problem.errors?.map(\.field) == [field], "\(body)")
            #expect(problem.errors?.allSatisfy { !$0.message.contains("Swift") } == true, "\(body)")
        }
    }

    @Test(arguments: BusKind.allCases) func aNumberOutOfRangeIsTheCallersFault(kind: BusKind) async throws {
        let problem = try await problem(kind, #"{"text":"a","numbers":[99999999999999999999]}"#)
        #expect([400, 422].contains(problem.status))
    }

    @Test(arguments: BusKind.allCases) func fieldsThatAreNotKnownAreIgnored(kind: BusKind) async throws {
        let answer = try await answer(kind, .echoing, try .raw(Echo.name, #"{"text":"a","numbers":[],"more":{}}"#))
        #expect(answer.status == 200)
    }
}
