import Bus
import Contracts
import Resilience
import TestSupport
import Testing

@Suite struct PatienceTests {
    @Test(arguments: BusKind.allCases) func aCallerTimesOutAndItsHandlerIsStopped(kind: BusKind) async throws {
        let gate = Gate()
        try await kind.withBus(.holding(gate)) { bus in
            let code = try await busError { _ = try await bus.ask(Hold(), deadline: .after(.milliseconds(200))) }
            #expect(code == .timedOut)
            try await eventually { gate.cancelled == 1 }
        }
    }

    @Test(arguments: BusKind.allCases) func theHandlerKnowsTheDeadline(kind: BusKind) async throws {
        let seen = Journal<Duration>()
        let answers = Answers.making {
            $0.on(Hold.self) { _, context -> Nothing in
                seen.append(try #require(Deadline.current).remaining)
                seen.append(context.deadline.remaining)
                return Nothing()
            }
        }
        try await kind.withBus(answers) { bus in
            _ = try await bus.ask(Hold(), deadline: .after(.seconds(40)))
            #expect(seen.count == 2)
            #expect(seen.all.allSatisfy { $0 > .seconds(5) && $0 <= .seconds(41) })
        }
    }

    @Test(arguments: BusKind.allCases) func askingInheritsTheDeadlineOfTheRunningRequest(kind: BusKind) async throws {
        let gate = Gate()
        try await kind.withBus(.holding(gate)) { bus in
            let code = try await busError {
                try await Deadline.within(.milliseconds(150)) { _ = try await bus.ask(Hold()) }
            }
            #expect(code == .timedOut)
        }
    }

    @Test(arguments: BusKind.allCases) func aRequestThatIsTooLateIsNotSent(kind: BusKind) async throws {
        let gate = Gate()
        try await kind.withBus(.holding(gate)) { bus in
            let code = try await busError { _ = try await bus.ask(Hold(), deadline: .after(.seconds(-1))) }
            #expect(code == .timedOut)
            _ = try await bus.ask(Echo(text: "after"))
            #expect(gate.arrived == 0)
        }
    }

    @Test(arguments: BusKind.allCases) func aServiceWithoutReplicasTimesOut(kind: BusKind) async throws {
        try await kind.withBus(.echoing) { bus in
            var outgoing = try OutgoingRequest.raw(Echo.name, "{}", deadline: .milliseconds(150))
            outgoing.service = .playlists
            let request = outgoing
            let code = try await busError { _ = try await bus.call(request) }
            #expect(code == .timedOut)
        }
    }

    @Test(arguments: BusKind.allCases) func cancellingTheCallerCancelsItsHandler(kind: BusKind) async throws {
        let gate = Gate()
        try await kind.withBus(.holding(gate)) { bus in
            let call = Task { try await busError { _ = try await bus.ask(Hold(), deadline: .after(.seconds(60))) } }
            try await eventually { gate.arrived == 1 }
            call.cancel()
            #expect(try await call.value == .cancelled)
            try await eventually { gate.cancelled == 1 }
            #expect(try await bus.ask(Echo(text: "on")).text == "on")
        }
    }

    @Test(arguments: BusKind.allCases) func aCallerThatIsCancelledAlreadyGetsNoAnswer(kind: BusKind) async throws {
        try await kind.withBus(.echoing) { bus in
            let call = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await busError { _ = try await bus.ask(Echo(text: "")) }
            }
            let code = try await call.value
            #expect(code == .cancelled)
        }
    }
}
