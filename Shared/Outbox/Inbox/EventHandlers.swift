import Bus
import Contracts
import Postgres

/// What a service does about facts of others: one handler for each event name, inside the transaction of the inbox.
package struct EventHandlers: Sendable {
    package typealias Handler = @Sendable (EventEnvelope, PostgresConnection) async throws -> Void

    private var handlers: [String: Handler] = [:]

    package init() {}

    package mutating func on<E: Event>(
        _ event: E.Type, _ handle: @escaping @Sendable (E, PostgresConnection) async throws -> Void
    ) {
        handlers[E.name] = { envelope, connection in try await handle(try envelope.decode(E.self), connection) }
    }

    /// A fact that this service does not care for has no effect.
    func handle(_ event: EventEnvelope, _ connection: PostgresConnection) async throws {
        try await handlers[event.name]?(event, connection)
    }
}
