import Bus
import Contracts
import Jobs
import Outbox
import Postgres

/// What facts make this service write. While mail is off they are only remembered.
struct MailOrders: Sendable {
    let isOn: Bool
    /// Who is told of what happened longer ago wonders why. A new installation of this service reads facts of all times.
    static let patience: Duration = .seconds(86_400)

    /// One line a fact.
    func add(to handlers: inout EventHandlers) {
        handlers.on(UserRegistered.self) { try await mailWelcome($0, $1, $2) }
        handlers.on(UserChanged.self) { event, connection in try await renameRecipient(event, connection) }
        handlers.on(PasswordChanged.self) { try await mailPasswordChanged($0, $1, $2) }
        handlers.on(SignedIn.self) { try await mailNewSignIn($0, $1, $2) }
        handlers.on(LibraryScanned.self) { try await mailScanFinished($0, $1, $2) }
    }

    /// The job exists exactly if the fact counts as handled.
    func order(
        _ content: EmailDelivery.Content, for user: UserID, since fact: EventEnvelope, _ connection: PostgresConnection
    ) async throws {
        guard isOn, fact.time > Timestamp.now() - Self.patience else { return }
        _ = try await connection.query(try NewJob(EmailDelivery(to: user, content)).outboxRow)
    }
}

extension EventEnvelope {
    var time: Timestamp { publishedAt ?? .now() }
}
