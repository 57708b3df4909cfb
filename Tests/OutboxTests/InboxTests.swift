import Bus
import Contracts
import Outbox
import Postgres
import TestSupport
import Testing

@Suite struct InboxTests {
    private func event(_ sequence: Int64, _ label: String) -> EventEnvelope {
        EventEnvelope(
            service: .media, sequence: sequence, name: EffectAdded.name, key: label, body: Array(#"{"label":"\#(label)"}"#.utf8))
    }

    private func inbox(_ world: OutboxWorld, seen: Journal<String> = Journal()) -> Inbox {
        var handlers = EventHandlers()
        handlers.on(EffectAdded.self) { event, connection in
            seen.append(event.label)
            _ = try await connection.execute(OutboxWorld.insertion(event.label))
        }
        return Inbox(database: world.database, handlers: handlers)
    }

    @Test func anEventThatComesTwiceHasOneEffect() async throws {
        try await withOutboxWorld { world in
            let inbox = inbox(world)
            try await inbox.handle([event(1, "a"), event(2, "b"), event(1, "a")])
            try await inbox.handle([event(2, "b"), event(3, "c")])
            #expect(try await world.effects() == ["a", "b", "c"])
        }
    }

    @Test func aFactMayHaveSeveralHandlers() async throws {
        try await withOutboxWorld { world in
            let seen = Journal<String>()
            var handlers = EventHandlers()
            handlers.on(EffectAdded.self) { event, _ in seen.append("first \(event.label)") }
            handlers.on(EffectAdded.self) { event, envelope, _ in seen.append("second \(envelope.sequence)") }
            try await Inbox(database: world.database, handlers: handlers).handle([event(1, "a"), event(2, "b")])
            #expect(seen.all == ["first a", "second 1", "first b", "second 2"])
        }
    }

    @Test func handlesInTheOrderOfTheBatch() async throws {
        try await withOutboxWorld { world in
            let seen = Journal<String>()
            try await inbox(world, seen: seen).handle([event(9, "x"), event(3, "y"), event(7, "z")])
            #expect(seen.all == ["x", "y", "z"])
        }
    }

    @Test func aFailureLeavesNoneOfTheBatch() async throws {
        try await withOutboxWorld { world in
            let inbox = inbox(world)
            var broken = event(2, "b")
            broken = EventEnvelope(service: .media, sequence: 2, name: broken.name, key: "b", body: Array("nonsense".utf8))
            let batch = [event(1, "a"), broken]
            _ = try await #require(throws: DecodingError.self) { try await inbox.handle(batch) }
            #expect(try await world.effects().isEmpty)
            #expect(try await world.count("inbox") == 0)
        }
    }

    @Test func factsThatNobodyCaresForAreRememberedAsHandled() async throws {
        try await withOutboxWorld { world in
            let inbox = inbox(world)
            try await inbox.handle([EventEnvelope(service: .media, sequence: 1, name: "other.v1", key: "", body: [])])
            #expect(try await inbox.wait(for: 1, of: .media, limit: .zero))
        }
    }

    @Test func duplicatesAtTheSameTimeHaveOneEffect() async throws {
        try await withOutboxWorld { world in
            let inbox = inbox(world)
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 { group.addTask { try await inbox.handle([self.event(1, "a"), self.event(2, "b")]) } }
                try await group.waitForAll()
            }
            #expect(try await world.effects() == ["a", "b"])
        }
    }

    @Test func waitsForAnEventAndNotForEver() async throws {
        try await withOutboxWorld { world in
            let inbox = inbox(world)
            #expect(try await !inbox.wait(for: 5, of: .media, limit: .milliseconds(20)))
            let wait = Task { try await inbox.wait(for: 5, of: .media, limit: .seconds(30)) }
            try await inbox.handle([event(5, "a")])
            #expect(try await wait.value)
            // A newer one says nothing of an older one that is still under way.
            try await inbox.handle([event(9, "b")])
            #expect(try await !inbox.wait(for: 7, of: .media, limit: .zero))
        }
    }

    @Test func forgetsWhatIsLongPast() async throws {
        try await withOutboxWorld { world in
            let inbox = inbox(world)
            try await inbox.handle([event(1, "a")])
            try await inbox.handle([event(200_000, "b")])
            try await inbox.prune()
            #expect(try await world.count("inbox") == 1)
            #expect(try await inbox.wait(for: 1, of: .media, limit: .zero))
        }
    }
}
