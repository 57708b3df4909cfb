import Bus
import Jobs
import Logging
import MediaFiles

/// The handlers of jobs, one file each in `Handlers`, and the use cases, in `UseCases`.
struct Workers: Sendable {
    let bus: any RequestBus
    let queue: JobQueue
    let roots: MediaRoots
    let storage: FileRoot
    let logger: Logger
    let probe = MediaProbe()
    let thumbnails = ThumbnailMaker()
}
