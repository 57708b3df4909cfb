import Bus
import Contracts
import Postgres

/// What a service does about facts of others, inside the transaction of the inbox. Several handlers of one fact run one after the
/// other, in the order in which they were added.
package struct EventHandlers: Sendable {
    private enum Handler: Sendable {
        case runs(@Sendable (EventEnvelope, PostgresConnection) async throws -> Void)
        case writes(@Sendable (EventEnvelope) throws -> [SQL])
    }

    private var handlers: [String: [Handler]] = [:]

    package init() {}

    package mutating func on<E: Event>(
        _ event: E.Type, _ handle: @escaping @Sendable (E, PostgresConnection) async throws -> Void
    ) {
        on(event) { event, _, connection in try await handle(event, connection) }
    }

    /// For a handler that wants to know, too, when the fact was published.
    package mutating func on<E: Event>(
        _ event: E.Type, _ handle: @escaping @Sendable (E, EventEnvelope, PostgresConnection) async throws -> Void
    ) {
        add(event, .runs { envelope, connection in try await handle(try envelope.decode(E.self), envelope, connection) })
    }

    /// For an effect that is known beforehand: the statements of a whole batch then travel together.
    package mutating func on<E: Event>(_ event: E.Type, statements: @escaping @Sendable (E) throws -> [SQL]) {
        add(event, .writes { try statements(try $0.decode(E.self)) })
    }

    private mutating func add<E: Event>(_: E.Type, _ handler: Handler) { handlers[E.name, default: []].append(handler) }

    func care(for event: EventEnvelope) -> Bool { handlers[event.name] != nil }

    /// Handles the events in their order, and then runs `last`. A fact that this service does not care for has no effect.
    func handle(_ events: [EventEnvelope], _ connection: PostgresConnection, last: SQL) async throws {
        var statements: [SQL] = []
        for event in events {
            for handler in handlers[event.name] ?? [] {
                switch handler {
                case .writes(let write): statements += try write(event)
                case .runs(let run):
                    _ = try await connection.batch(statements)
                    statements.removeAll()
                    try await run(event, connection)
                }
            }
        }
        _ = try await connection.batch(statements + [last])
    }
}
