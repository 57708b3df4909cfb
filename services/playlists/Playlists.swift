import Bus
import Contracts
import Outbox

/// The use cases of this service, one file each in `UseCases`.
struct Playlists: Sendable {
    let store: PostgresPlaylistStore
    let changes: PostgresChangeFeed
    let writes: Writes
    let bus: any RequestBus
    let inbox: Inbox
    let catchUp: Duration

    /// Waits until what this service makes of facts is as new as the caller knows them.
    func catchUp(with context: RequestContext, _ sources: [ServiceName] = [.media, .auth]) async throws {
        for source in sources {
            guard let sequence = context.position[source], sequence > 0 else { continue }
            guard try await inbox.wait(for: sequence, of: source, limit: catchUp) else {
                throw Problem.unavailable("What you have seen of \(source.rawValue) has not arrived here yet.")
            }
        }
    }
}
