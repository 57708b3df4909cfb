import Bus
import Contracts
import Outbox

extension Playlists {
    static let mostItemsAtOnce = 500

    func answer(_ request: AddPlaylistItems, _ context: RequestContext) async throws -> Answer {
        let owner = try context.userID
        try Self.check(request.items)
        guard let head = try await store.playlist(request.id, items: 0), head.isVisible(to: context.caller) else {
            throw Problem.notFound("playlist")
        }
        try await learn(request.items.mediaIds, context)
        return try await writes.perform(context) { scope in
            var playlist = try await store.lock(request.id, owner: owner, ifVersions: nil, scope.connection)
            let entries = request.items.mediaIds.map { PlaylistEntry(id: .make(), mediaId: $0, addedAt: .now(), media: nil) }
            try await store.insert(entries, into: playlist, at: request.items.position, scope.connection)
            playlist.itemCount += entries.count
            try await store.save(&playlist, scope.connection)
            try scope.publish(playlist.changed)
            let shown = try await store.entries(entries.map(\.id), scope.connection)
            return Answer(to: AddPlaylistItems.self, ItemList(shown), headers: [.eTag(of: playlist.version)])
        }
    }

    private static func check(_ items: AddPlaylistItems.Items) throws(Problem) {
        var check = FieldCheck()
        check.require(!items.mediaIds.isEmpty, "mediaIds", "must name at least one item")
        check.require(items.mediaIds.count <= mostItemsAtOnce, "mediaIds", "must name at most \(mostItemsAtOnce) items")
        check.require(items.position ?? 0 >= 0, "position", "must not be negative")
        try check.finish()
    }

    /// Asks media for what the own copy lacks: an item made a moment ago is known there first. Before the transaction,
    /// which must not wait for another service.
    private func learn(_ ids: [MediaID], _ context: RequestContext) async throws {
        let missing = try await store.unknownMedia(ids)
        guard !missing.isEmpty else { return }
        let found = try await bus.ask(DescribeMedia(ids: missing), as: context.caller, position: context.position).media
        try await store.learn(found)
        let known = Set(found.map(\.id))
        let unknown = ids.indices.filter { missing.contains(ids[$0]) && !known.contains(ids[$0]) }
        guard unknown.isEmpty else {
            throw Problem.invalid(unknown.map { .init(field: "mediaIds[\($0)]", message: "there is no media item \(ids[$0])") })
        }
    }
}
