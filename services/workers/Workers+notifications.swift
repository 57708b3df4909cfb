import Bus
import Contracts
import Outbox
import Postgres
import Runtime
import ServiceLifecycle

/// What notifications add to the composition root.
extension Workers {
    func answerAboutNotifications(_ answers: inout Answers) {
        answers.on(ListNotifications.self) { try await answer($0, $1) }
        answers.on(MarkNotificationRead.self) { try await answer($0, $1) }
        answers.on(MarkAllNotificationsRead.self) { try await answer($0, $1) }
        answers.on(GetNotificationPreferences.self) { try await answer($0, $1) }
        answers.on(UpdateNotificationPreferences.self) { try await answer($0, $1) }
        answers.on(GetPushKey.self) { answer($0, $1) as GetPushKey.Reply }
        answers.on(SubscribeToPush.self) { try await answer($0, $1) }
        answers.on(UnsubscribeFromPush.self) { try await answer($0, $1) }
        answers.on(ListPushSubscriptions.self) { try await answer($0, $1) }
    }

    static func handleForNotifications(_ handlers: inout EventHandlers, digest length: Duration) {
        handlers.on(LibraryScanned.self) { try await notifyOfScan($0, $1) }
        handlers.on(MediaAdded.self) { try await countNewMedia($0, in: Digest.period(of: length), $1) }
        handlers.on(UserChanged.self) { try await unsubscribeSuspended($0, $1) }
    }

    func notificationServices(_ runtime: ServiceRuntime, _ configuration: WorkersConfiguration) -> [any Service] {
        let database = notifications.database
        let failedJobs = FailedJobs(client: runtime.redis, database: database, logger: runtime.logger)
        let digest = Digest(database: database, length: configuration.digest, logger: runtime.logger)
        return [
            Background("failed jobs") { await failedJobs.run() },
            Background("digest") { await digest.run() },
            Background("notifications") { [notifications] in
                await notifications.keepSweeping(configuration.retention, runtime.logger)
            },
        ]
    }
}

extension PushService {
    /// With the key of the configuration, or of the database.
    static func open(
        _ runtime: ServiceRuntime, _ database: PostgresDatabase, _ settings: PushSettings
    ) async throws -> PushService {
        let keys = PostgresPushKeyStore(database: database)
        let identity = try await settings.identity { try await keys.key(orStore: $0) }
        return try PushService(identity, settings, eventLoop: runtime.eventLoopGroup.next(), logger: runtime.logger)
    }
}
