import Bus
import Contracts
import TestSupport
import Testing

@Suite struct LoadTests {
    @Test(arguments: BusKind.allCases) func runsNoMoreHandlersTogetherThanAllowed(kind: BusKind) async throws {
        let gate = Gate()
        try await kind.withBus(.holding(gate), limits: .init(concurrency: 3)) { bus in
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask { _ = try await bus.ask(Hold(), deadline: .after(.seconds(60))) }
                }
                try await eventually { gate.arrived == 3 }
                gate.open()
                try await group.waitForAll()
            }
            #expect(gate.arrived == 20)
            #expect(gate.most == 3)
        }
    }

    @Test(arguments: BusKind.allCases) func shedsAtOnceWhenTooMuchWaitsAndServesAgainAfterwards(kind: BusKind) async throws {
        let gate = Gate()
        try await kind.withBus(.holding(gate), limits: .init(concurrency: 2, maximumBacklog: 10)) { bus in
            try await withThrowingTaskGroup { group in
                for _ in 0..<10 {
                    group.addTask { _ = try await bus.ask(Hold(), deadline: .after(.seconds(60))) }
                }
                try await eventually { gate.arrived == 2 }
                let started = ContinuousClock.now
                // The length of a backlog is known with a little delay; what slips in meanwhile waits in line.
                try await eventually { try await codeOfAProbe(bus) == .overloaded }
                #expect(.now - started < .seconds(10))
                gate.open()
                try await group.waitForAll()
            }
            try await eventually { try await busError { _ = try await bus.ask(Echo(text: "again")) } == nil }
        }
    }

    private func codeOfAProbe(_ bus: any RequestBus) async throws -> BusError.Code? {
        try await busError {
            _ = try await bus.call(try OutgoingRequest(Echo(text: ""), caller: .system, deadline: .after(.milliseconds(50))))
        }
    }
}
