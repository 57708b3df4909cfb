import Bus
import Contracts
import Outbox
import Postgres
import TestSupport
import Testing

@Suite struct WriteTests {
    /// Both ways to write keep the same promises.
    enum Way: CaseIterable {
        case perform, atOnce

        func add(_ world: OutboxWorld, _ label: String, by: String = "", _ context: RequestContext) async throws -> Answer {
            switch self {
            case .perform: try await world.add(label, by: by, context)
            case .atOnce: try await world.addAtOnce(label, by: by, context)
            }
        }
    }

    @Test(arguments: Way.allCases) func theSameRequestTwiceHasOneEffectAndOneAnswer(way: Way) async throws {
        try await withOutboxWorld { world in
            let first = try await way.add(world, "a", by: "first", .make(label: "a"))
            let second = try await way.add(world, "a", by: "second", .make(label: "a"))
            #expect(first.status == 201)
            #expect(second == first)
            #expect(try await world.effects() == ["a"])
            #expect(try await world.count("outbox") == 1)
        }
    }

    @Test(arguments: Way.allCases) func duplicatesAtTheSameTimeHaveOneEffectAndOneAnswer(way: Way) async throws {
        try await withOutboxWorld { world in
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for number in 0..<12 { group.addTask { try await way.add(world, "a", by: "\(number)", .make(label: "a")) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map { String(decoding: $0.body, as: UTF8.self) }).count == 1)
            #expect(Set(answers.map(\.position)).count == 1)
            #expect(try await world.effects() == ["a"])
            #expect(try await world.count("outbox") == 1)
        }
    }

    @Test(arguments: Way.allCases) func anAnswerCarriesTheIdOfItsRow(way: Way) async throws {
        try await withOutboxWorld { world in
            let first = try await way.add(world, "a", .make("1", label: "a"))
            let second = try await way.add(world, "b", .make("2", label: "b"))
            let ids: [Int64] = try await world.database.query("SELECT id FROM outbox ORDER BY id").map { try $0.get(0) }
            #expect([first.position[.media], second.position[.media]] == ids.map { $0 })
        }
    }

    @Test(arguments: Way.allCases) func aFailureLeavesNothing(way: Way) async throws {
        try await withOutboxWorld { world in
            _ = try await way.add(world, "a", .make("1", label: "a"))
            await #expect(throws: PostgresError.self) { try await way.add(world, "a", .make("2", label: "a")) }
            #expect(try await world.count("outbox") == 1)
            #expect(try await world.count("request_log") == 1)
            #expect(try await world.database.execute("DELETE FROM effects") == 1)
            #expect(try await way.add(world, "a", .make("2", label: "a")).status == 201)
        }
    }

    @Test func headersComeBackToo() async throws {
        try await withOutboxWorld { world in
            let headers: [Answer.Header] = [.init("ETag", "\"x:y\""), .init("X-Empty", "")]
            for _ in 0..<2 {
                let answer = try await world.writes.perform(.make()) { _ in Answer(status: 200, headers: headers, body: [1, 0, 255]) }
                #expect(answer.headers == headers)
                #expect(answer.body == [1, 0, 255])
            }
        }
    }

    @Test func aRefusalUndoesEverythingAndIsNotRemembered() async throws {
        try await withOutboxWorld { world in
            for _ in 0..<2 {
                _ = try await #require(throws: Problem.conflict("no")) {
                    try await world.writes.perform(AddEffect.self, .make(key: "k")) { scope in
                        _ = try await scope.connection.execute(OutboxWorld.insertion("a"))
                        try scope.publish(EffectAdded(label: "a"))
                        throw Problem.conflict("no")
                    }
                }
            }
            #expect(try await world.effects().isEmpty)
            #expect(try await world.count("outbox") == 0)
            #expect(try await world.add("a", .make(key: "k")).status == 201)
        }
    }
}
