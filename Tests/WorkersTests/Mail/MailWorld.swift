import Bus
import Contracts
import Foundation
import Jobs
import Outbox
import Postgres
import TestSupport
import Testing

@testable import workers

/// The tables of workers in a schema of their own, and what lets facts arrive there.
struct MailWorld: Sendable {
    let database: PostgresDatabase
    let inbox: Inbox
    let user = UserID.make()

    /// As the event stream would bring it.
    func arrive<E: Event>(_ event: E, sequence: Int64, publishedAt time: Timestamp = .now()) async throws {
        var envelope = EventEnvelope(
            service: E.service, sequence: sequence, name: E.name, key: event.key, body: [UInt8](try JSONEncoder().encode(event)))
        envelope.publishedAt = time
        try await inbox.handle([envelope])
    }

    func signIn(_ userAgent: String?, from address: String?, sequence: Int64) async throws {
        try await arrive(SignedIn(user: user, session: .make(), address: address, userAgent: userAgent), sequence: sequence)
    }

    /// What was ordered, oldest first.
    func orders() async throws -> [EmailDelivery] {
        try await database.query("SELECT payload FROM outbox WHERE stream = \(NewJob.outboxStream) ORDER BY id").map { row in
            let job = try NewJob(encoded: try row.get(0))
            #expect(job.type == EmailDelivery.type && job.queue == "notifications" && job.owner == nil)
            return try JSONDecoder().decode(EmailDelivery.self, from: Data(job.payload.utf8))
        }
    }
}

func withMailWorld(isOn: Bool = true, _ body: (MailWorld) async throws -> Void) async throws {
    try await TestPostgres.withSchema { database in
        let schema: String = try await database.query("SELECT current_schema()::text").first?.get(0) ?? ""
        try await Migrator(migrations: [.bookkeeping] + Migration.workers, logger: TestPostgres.quietLogger)
            .run(on: database, schema: schema)
        var handlers = EventHandlers()
        MailOrders(isOn: isOn).add(to: &handlers)
        try await body(MailWorld(database: database, inbox: Inbox(database: database, handlers: handlers)))
    }
}
