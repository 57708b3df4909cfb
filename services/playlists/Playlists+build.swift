import Bus
import Contracts
import Outbox
import Postgres
import Runtime
import ServiceLifecycle

extension Playlists {
    static func build(_ runtime: ServiceRuntime, _ configuration: PlaylistsConfiguration) async throws -> [any Service] {
        let database = try await ServiceDatabase(runtime, migrations: try Migration.playlists)
        let store = PostgresPlaylistStore(database: database.database)
        let changes = PostgresChangeFeed(database: database.database, retention: configuration.changes)
        let inbox = Inbox(database: database.database, handlers: handlers)
        let playlists = Playlists(
            store: store, changes: changes, writes: database.writes, bus: runtime.requester, inbox: inbox, catchUp: configuration.catchUp)
        return try await database.services(
            answers: playlists.answers(database.noAnswers), inbox: inbox, listensTo: [.media, .auth, .playlists],
            own: [Background("changes") { await changes.keepSweeping(runtime.logger) }])
    }

    private func answers(_ none: Answers) -> Answers {
        var answers = none
        answers.on(ListPlaylists.self) { try await answer($0, $1) }
        answers.on(ListPublicPlaylists.self) { try await answer($0, $1) }
        answers.on(ListPlaylistsHolding.self) { try await answer($0, $1) }
        answers.on(GetPlaylist.self) { try await answer($0, $1) }
        answers.on(ListPlaylistItems.self) { try await answer($0, $1) }
        answers.on(CreatePlaylist.self) { try await answer($0, $1) }
        answers.on(UpdatePlaylist.self) { try await answer($0, $1) }
        answers.on(DeletePlaylist.self) { try await answer($0, $1) }
        answers.on(AddPlaylistItems.self) { try await answer($0, $1) }
        answers.on(MovePlaylistItem.self) { try await answer($0, $1) }
        answers.on(RemovePlaylistItem.self) { try await answer($0, $1) }
        answers.on(ListChanges.self) { try await answer($0, $1) }
        return answers
    }

    static var handlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(MediaAdded.self) { try await onMediaAdded($0, $1) }
        handlers.on(MediaChanged.self) { try await onMediaChanged($0, $1) }
        handlers.on(MediaRemoved.self) { try await onMediaRemoved($0, $1) }
        handlers.on(PlaylistCreated.self) { try await onPlaylistCreated($0, $1) }
        handlers.on(PlaylistChanged.self) { try await onPlaylistChanged($0, $1) }
        handlers.on(PlaylistDeleted.self) { try await onPlaylistDeleted($0, $1) }
        handlers.on(UserRegistered.self) { try await onUserRegistered($0, $1) }
        handlers.on(UserChanged.self) { try await onUserChanged($0, $1) }
        return handlers
    }
}
