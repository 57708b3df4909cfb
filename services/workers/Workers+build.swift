import Bus
import Contracts
import Jobs
import MediaFiles
import Outbox
import Runtime
import ServiceLifecycle

extension Workers {
    static func build(_ runtime: ServiceRuntime, _ configuration: WorkersConfiguration) async throws -> [any Service] {
        let database = try await ServiceDatabase(runtime, migrations: [])
        let workers = Workers(
            bus: runtime.requester, queue: JobQueue(client: runtime.redis), roots: MediaRoots(runtime.configuration.mediaRoots),
            storage: FileRoot(trusted: runtime.configuration.storagePath), logger: runtime.logger)
        var running: [JobWorker] = []
        for type in workers.jobTypes(configuration) where type.policy.concurrency > 0 {
            running.append(
                JobWorker(
                    type, worker: runtime.configuration.instance, client: runtime.redis,
                    blocking: try await runtime.blockingClient("jobs:\(type.name)"), executor: runtime.executor,
                    drain: runtime.configuration.shutdown.drain * 0.8, logger: runtime.logger))
        }
        let all = JobWorkers(running, name: runtime.configuration.instance, client: runtime.redis, logger: runtime.logger)
        runtime.health.add(all.healthCheck)
        var answers = database.noAnswers
        answers.on(GetJob.self) { try await workers.answer($0, $1) }
        return try await database.services(answers: answers, own: [Background("jobs") { await all.run() }])
    }

    /// One line a type.
    private func jobTypes(_ configuration: WorkersConfiguration) -> [JobType] {
        var types = [
            JobType(LibraryScan.self) { try await scanLibrary($0, $1) },
            JobType(MetadataExtraction.self) { try await extractMetadata($0, $1) },
            JobType(ThumbnailGeneration.self, yieldsTo: [MetadataExtraction.type]) { try await makeThumbnails($0, $1) },
        ]
        types[0].policy.concurrency = configuration.scans
        types[1].policy.concurrency = configuration.metadata
        types[2].policy.concurrency = configuration.thumbnails
        return types
    }
}
