import Bus
import Jobs
import Logging
import MediaFiles
import Outbox

/// The use cases of this service, one file each in `UseCases`.
struct Media: Sendable {
    let store: PostgresMediaStore
    let libraries: PostgresLibraryStore
    let files: PostgresFileStore
    let places: RememberedPlaces
    let writes: Writes
    let queue: JobQueue
    let bus: any RequestBus
    let roots: MediaRoots
    let storagePath: String
    let thumbnailWait: Duration
    let logger: Logger
}
