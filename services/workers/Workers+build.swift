import Bus
import Contracts
import Jobs
import MediaFiles
import Outbox
import Postgres
import Runtime
import ServiceLifecycle

extension Workers {
    static func build(_ runtime: ServiceRuntime, _ configuration: WorkersConfiguration) async throws -> [any Service] {
        let database = try await ServiceDatabase(runtime, migrations: try Migration.workers)
        let (pool, queue) = (database.database, JobQueue(client: runtime.redis))
        let workers = Workers(
            bus: runtime.requester, queue: queue, writes: database.writes, effects: Effects(database: pool),
            notifications: PostgresNotificationStore(database: pool), preferences: PostgresPreferenceStore(database: pool),
            subscriptions: PostgresSubscriptionStore(database: pool),
            push: try await .open(runtime, pool, configuration.push),
            recipients: PostgresRecipientStore(database: pool), postman: try .open(runtime, configuration.mail),
            roots: MediaRoots(runtime.configuration.mediaRoots),
            storage: FileRoot(trusted: runtime.configuration.storagePath), logger: runtime.logger)
        var running: [JobWorker] = []
        let types = workers.jobTypes(configuration).filter { $0.policy.concurrency > 0 }
        for type in types {
            running.append(
                JobWorker(
                    type, worker: runtime.configuration.instance, client: runtime.redis,
                    blocking: try await runtime.blockingClient("jobs:\(type.name)"), executor: runtime.executor,
                    drain: runtime.configuration.shutdown.drain * 0.8, logger: runtime.logger))
        }
        let all = JobWorkers(running, name: runtime.configuration.instance, client: runtime.redis, logger: runtime.logger)
        runtime.health.add(all.healthCheck)
        let failures = JobFailureFigures(types.map(\.name), runtime.metrics)
        runtime.figures.add { failures.measure(at: $0) }
        var answers = database.noAnswers
        workers.answerAboutQueues(&answers)
        workers.answerAboutNotifications(&answers)
        var handlers = EventHandlers()
        handleForNotifications(&handlers, digest: configuration.digest)
        MailOrders(isOn: configuration.mail != nil).add(to: &handlers)
        return try await database.services(
            answers: answers, inbox: Inbox(database: pool, handlers: handlers), listensTo: [.media, .auth],
            destinations: [NewJob.outboxStream: { try await queue.add(encoded: $0.map(\.payload)) }],
            own: [AtTheEnd { workers.postman?.close() }, Background("jobs") { await all.run() }]
                + workers.notificationServices(runtime, configuration))
    }

    /// One line a type.
    private func jobTypes(_ configuration: WorkersConfiguration) -> [JobType] {
        var types = [
            JobType(LibraryScan.self) { try await scanLibrary($0, $1) },
            JobType(MetadataExtraction.self) { try await extractMetadata($0, $1) },
            JobType(ThumbnailGeneration.self, yieldsTo: [MetadataExtraction.type]) { try await makeThumbnails($0, $1) },
            JobType(PushDelivery.self) { try await sendPush($0, $1) },
        ]
        types[0].policy.concurrency = configuration.scans
        types[1].policy.concurrency = configuration.metadata
        types[2].policy.concurrency = configuration.thumbnails
        types[3].policy.concurrency = configuration.pushes
        return types + mailJobTypes(configuration)
    }
}
