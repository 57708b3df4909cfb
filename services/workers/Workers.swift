import Bus
import Jobs
import Logging
import MediaFiles
import Outbox

/// The handlers of jobs, one file each in `Handlers`, and the use cases, in `UseCases`.
struct Workers: Sendable {
    let bus: any RequestBus
    let queue: JobQueue
    let writes: Writes
    let effects: Effects
    let notifications: PostgresNotificationStore
    let preferences: PostgresPreferenceStore
    let subscriptions: PostgresSubscriptionStore
    let push: PushService
    let recipients: PostgresRecipientStore
    /// Nil while mail is off.
    let postman: Postman?
    let roots: MediaRoots
    let storage: FileRoot
    let logger: Logger
    let probe = MediaProbe()
    let thumbnails = ThumbnailMaker()
}
