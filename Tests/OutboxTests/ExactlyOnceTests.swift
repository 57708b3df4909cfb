import Bus
import Contracts
import Observability
import Outbox
import Postgres
import Redis
import TestSupport
import Testing

@Suite struct ExactlyOnceTests {
    private func consume(_ world: OutboxWorld) async throws {
        var handlers = EventHandlers()
        handlers.on(EffectAdded.self) { event, connection in
            _ = try await connection.execute(OutboxWorld.insertion("copy of \(event.label)"))
        }
        let consumer = EventConsumer(
            source: .media, group: .playlists, instance: "consumer", client: try await world.client("consumer"),
            blocking: try await world.client("consumer:blocking"), inbox: Inbox(database: world.database, handlers: handlers),
            logger: TestPostgres.quietLogger)
        let task = Task { await consumer.run() }
        world.atEnd {
            task.cancel()
            await task.value
        }
    }

    /// As if the relay died each time between publishing and deleting.
    private func forbidDeleting(_ world: OutboxWorld) async throws {
        try await world.database.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$")
        try await world.database.execute(
            "CREATE TRIGGER refuse BEFORE DELETE ON outbox FOR EACH STATEMENT EXECUTE FUNCTION refuse()")
    }

    @Test func whatARelayPublishesAgainHasOneEffect() async throws {
        try await withOutboxWorld { world in
            try await forbidDeleting(world)
            try await world.relay()
            try await consume(world)
            for number in 0..<10 { _ = try await world.add("\(number)", .make("\(number)")) }
            try await eventually { try await world.published().count >= 30 }
            try await world.database.execute("DROP TRIGGER refuse ON outbox")
            try await eventually { try await world.count("outbox") == 0 }
            try await eventually { try await world.effects().count == 20 }
            try await eventually { try await world.redis.xpending(BusKeys.events(.media), group: "playlists").count == 0 }
            #expect(try await world.count("effects") == 20)
        }
    }

    @Test func anEventThatCannotBeDecodedIsBuriedAndTheOthersTakeEffect() async throws {
        try await withOutboxWorld { world in
            try await world.relay()
            _ = try await world.add("a", .make("1"))
            try await world.database.execute(
                Outbox.row(stream: Outbox.events, name: EffectAdded.name, key: "k", payload: Array("nonsense".utf8)))
            _ = try await world.add("b", .make("2"))
            try await consume(world)
            try await eventually { try await world.effects() == ["a", "b", "copy of a", "copy of b"] }
            #expect(try await world.redis.xlen(BusKeys.deadEvents(.media, group: "playlists")) == 1)
        }
    }
}
