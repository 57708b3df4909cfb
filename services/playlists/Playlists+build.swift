import Bus
import Contracts
import Outbox
import Postgres
import Runtime
import ServiceLifecycle

extension Playlists {
    static func build(_ runtime: ServiceRuntime, _ configuration: PlaylistsConfiguration) async throws -> [any Service] {
        let database = try await ServiceDatabase(
            runtime,
            migrations: [
                try Migration(file: "0001_create_playlists.sql", contents: PackageResources._001_create_playlists_sql)
            ])
        let store = PostgresPlaylistStore(database: database.database)
        let inbox = Inbox(database: database.database, handlers: handlers)
        let playlists = Playlists(
            store: store, writes: database.writes, bus: runtime.requester, inbox: inbox, catchUp: configuration.catchUp)
        return try await database.services(
            answers: playlists.answers(database.noAnswers), inbox: inbox, listensTo: [.media, .auth])
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
        return answers
    }

    private static var handlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(MediaAdded.self) { try await onMediaAdded($0, $1) }
        handlers.on(MediaChanged.self) { try await onMediaChanged($0, $1) }
        handlers.on(MediaRemoved.self) { try await onMediaRemoved($0, $1) }
        handlers.on(UserRegistered.self) { try await onUserRegistered($0, $1) }
        handlers.on(UserChanged.self) { try await onUserChanged($0, $1) }
        return handlers
    }
}
