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
        handlers.on(MediaAdded.self, statements: onMediaAdded)
        handlers.on(MediaChanged.self, statements: onMediaChanged)
        handlers.on(MediaRemoved.self, statements: onMediaRemoved)
        handlers.on(PlaylistCreated.self, statements: onPlaylistCreated)
        handlers.on(PlaylistChanged.self, statements: onPlaylistChanged)
        handlers.on(PlaylistDeleted.self, statements: onPlaylistDeleted)
        handlers.on(UserRegistered.self, statements: onUserRegistered)
        handlers.on(UserChanged.self, statements: onUserChanged)
        return handlers
    }
}
