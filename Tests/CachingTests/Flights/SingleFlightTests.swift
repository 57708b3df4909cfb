import Caching
import TestSupport
import Testing

@Suite struct SingleFlightTests {
    private struct Failure: Error {}

    private let generations = TagGenerations()
    private let flights = SingleFlight<String, Int>()
    private let gate = Gate()
    private let tally = Tally()

    /// A question whose flight lands when the gate opens, with the number of the flight.
    private func ask(_ key: String = "a") async throws -> Int {
        try await flights.value(for: key, fence: generations.fence(["media:7"])) {
            let number = tally.next()
            try await gate.pass()
            return number
        }
    }

    private func untilJoined(_ joined: Int, started: Int) async throws {
        try await eventually {
            let now = flights.statistics
            return now.joined == joined && now.started == started && gate.arrived == started
        }
    }

    @Test func identicalQuestionsShareOneFlight() async throws {
        let askers = (0..<10).map { _ in Task { try await ask() } }
        let other = Task { try await ask("b") }
        try await untilJoined(9, started: 2)
        gate.open()
        var answers: Set<Int> = []
        for asker in askers { answers.insert(try await asker.value) }
        #expect(answers.count == 1)
        #expect(try await !answers.contains(other.value))
        #expect(flights.statistics.flying == 0)
    }

    /// A flight that began before an invalidation must not answer a question that came after it.
    @Test func aBrokenFenceIsNotJoined() async throws {
        let before = Task { try await ask() }
        try await untilJoined(0, started: 1)
        generations.invalidate(["media:7"])
        let after = Task { try await ask() }
        try await untilJoined(0, started: 2)
        let later = Task { try await ask() }
        try await untilJoined(1, started: 2)
        gate.open()
        #expect(try await before.value == 1)
        #expect(try await after.value == 2)
        #expect(try await later.value == 2)
    }

    @Test func landingOfAReplacedFlightLeavesTheNewOneOpen() async throws {
        let (first, second) = (Gate(), Gate())
        let before = Task {
            try await flights.value(for: "a", fence: generations.fence([])) {
                try await first.pass()
                return 1
            }
        }
        try await eventually { first.arrived == 1 }
        generations.flush()
        let after = Task {
            try await flights.value(for: "a", fence: generations.fence([])) {
                try await second.pass()
                return 2
            }
        }
        try await eventually { second.arrived == 1 }
        first.open()
        #expect(try await before.value == 1)
        let joiner = Task { try await ask() }
        try await eventually { flights.statistics.joined == 1 }
        second.open()
        #expect(try await after.value == 2)
        #expect(try await joiner.value == 2)
    }

    @Test func errorsAreSharedAndNotKept() async throws {
        let askers = (0..<3).map { _ in
            Task {
                try await flights.value(for: "a", fence: generations.fence([])) {
                    try await gate.pass()
                    throw Failure()
                }
            }
        }
        try await eventually { flights.statistics.joined == 2 }
        gate.open()
        for asker in askers { await #expect(throws: Failure.self) { try await asker.value } }
        #expect(try await ask() == 1)
    }

    @Test func oneWhoLeavesDoesNotEndTheFlightOfTheOthers() async throws {
        let starter = Task { try await ask() }
        try await untilJoined(0, started: 1)
        let joiner = Task { try await ask() }
        try await untilJoined(1, started: 1)
        starter.cancel()
        await #expect(throws: CancellationError.self) { try await starter.value }
        gate.open()
        #expect(try await joiner.value == 1)
        #expect(gate.cancelled == 0)
    }

    @Test func theLastWhoLeavesCancelsTheFlight() async throws {
        let askers = (0..<3).map { _ in Task { try await ask() } }
        try await untilJoined(2, started: 1)
        askers.forEach { $0.cancel() }
        for asker in askers { await #expect(throws: CancellationError.self) { try await asker.value } }
        try await eventually { gate.cancelled == 1 }
        #expect(flights.statistics.flying == 0)
        gate.open()
        #expect(try await ask() == 2)
    }

    @Test func whoIsCancelledAlreadyStartsNothing() async {
        let asker = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await ask()
        }
        await #expect(throws: CancellationError.self) { try await asker.value }
        #expect(flights.statistics.started == 0)
    }
}
