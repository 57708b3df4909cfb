import Bus
import Contracts
import Jobs
import MediaFiles
import Outbox
import Postgres
import Runtime
import ServiceLifecycle

extension Media {
    static func build(_ runtime: ServiceRuntime, _ configuration: MediaConfiguration) async throws -> [any Service] {
        let database = try await ServiceDatabase(runtime, migrations: try Migration.media)
        let queue = JobQueue(client: runtime.redis)
        let redis = runtime.redis
        let places = RememberedPlaces(
            capacity: configuration.cacheEntries, last: { try await EventEnvelope.last(of: .media, client: redis)?.sequence },
            logger: runtime.logger)
        places.register()
        let tail = EventTail(
            source: .media, client: runtime.redis, blocking: try await runtime.blockingClient("cache"), logger: runtime.logger)
        let media = Media(
            store: PostgresMediaStore(database: database.database),
            libraries: PostgresLibraryStore(database: database.database),
            files: PostgresFileStore(database: database.database), places: places, writes: database.writes, queue: queue,
            bus: runtime.requester,
            roots: MediaRoots(runtime.configuration.mediaRoots), storagePath: runtime.configuration.storagePath,
            thumbnailWait: configuration.thumbnailWait, logger: runtime.logger)
        return try await database.services(
            answers: media.answers(database.noAnswers), inbox: Inbox(database: database.database, handlers: handlers),
            listensTo: [.media],
            destinations: [NewJob.outboxStream: { try await queue.add(encoded: $0.map(\.payload)) }],
            own: [Background("trending") { await media.rollTrending() }, Background("places") { await places.run(tail) }])
    }

    private static var handlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(MediaPlayed.self) { try await onMediaPlayed($0, $1) }
        return handlers
    }
}
