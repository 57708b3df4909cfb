import Contracts
import Postgres

/// Ranks: bigints with gaps. An entry goes between its neighbours; when there is no room, all are dealt anew.
extension PostgresPlaylistStore {
    static let gap: Int64 = 1 << 20

    /// The playlist's row must be locked.
    func insert(
        _ entries: [PlaylistEntry], into playlist: Playlist, at position: Int?, _ connection: PostgresConnection
    ) async throws {
        let ranks = try await ranks(entries.count, in: playlist, at: position ?? playlist.itemCount, without: nil, connection)
        _ = try await connection.execute(
            """
            INSERT INTO items (id, playlist_id, media_id, rank, added_at)
            SELECT id, \(playlist.id), media_id, rank, \(Timestamp.now())
            FROM unnest(\(entries.map(\.id.uuid))::uuid[], \(entries.map(\.mediaId.uuid))::uuid[], \(ranks.map { Int($0) })::bigint[])
                AS new (id, media_id, rank)
            """)
    }

    /// The playlist's row must be locked.
    func move(_ item: PlaylistItemID, in playlist: Playlist, to position: Int, _ connection: PostgresConnection) async throws {
        let found = try await connection.query("SELECT FROM items WHERE id = \(item) AND playlist_id = \(playlist.id)")
        guard !found.isEmpty else { throw Problem.notFound("entry") }
        let rank = try await ranks(1, in: playlist, at: position, without: item, connection)[0]
        _ = try await connection.execute("UPDATE items SET rank = \(rank) WHERE id = \(item)")
    }

    /// `count` free ranks, ascending, in front of the entry at `position`, which is counted without the entry `moving`.
    private func ranks(
        _ count: Int, in playlist: Playlist, at position: Int, without moving: PlaylistItemID?, _ connection: PostgresConnection
    ) async throws -> [Int64] {
        let neighbours = try await neighbours(of: position, in: playlist, without: moving, connection)
        if let ranks = Self.between(neighbours.before, neighbours.after, count: count) { return ranks }
        try await deal(playlist, room: count, connection)
        let spread = try await self.neighbours(of: position, in: playlist, without: moving, connection)
        guard let ranks = Self.between(spread.before, spread.after, count: count) else { throw Problem.internalError }
        return ranks
    }

    private func neighbours(
        of position: Int, in playlist: Playlist, without moving: PlaylistItemID?, _ connection: PostgresConnection
    ) async throws -> (before: Int64?, after: Int64?) {
        let others: SQL = moving.map { "AND id <> \($0)" } ?? ""
        // The entry before and the one at the position; past the end, the last one.
        let rows = try await connection.query(
            """
            SELECT rank FROM items WHERE playlist_id = \(playlist.id) \(others)
            ORDER BY rank, id OFFSET \(max(0, position - 1)) LIMIT 2
            """
        ).map { try $0.get(0, as: Int64.self) }
        if position == 0 { return (nil, rows.first) }
        if let before = rows.first { return (before, rows.count > 1 ? rows[1] : nil) }
        let last = try await connection.query(
            "SELECT max(rank) FROM items WHERE playlist_id = \(playlist.id) \(others)")
        return (try last.first?.get(0), nil)
    }

    /// Nil when there is no room.
    static func between(_ before: Int64?, _ after: Int64?, count: Int) -> [Int64]? {
        let step: Int64
        let start: Int64
        switch (before, after) {
        case (let before?, let after?):
            step = (after - before) / Int64(count + 1)
            start = before
        case (nil, let after?):
            step = gap
            start = after - gap * Int64(count + 1)
        default:
            step = gap
            start = before ?? 0
        }
        return step > 0 ? (1...Int64(count)).map { start + step * $0 } : nil
    }

    private func deal(_ playlist: Playlist, room: Int, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(
            """
            UPDATE items SET rank = dealt.place * \(Self.gap * Int64(max(1, room)))
            FROM (SELECT id, row_number() OVER (ORDER BY rank, id) AS place FROM items WHERE playlist_id = \(playlist.id)) AS dealt
            WHERE items.id = dealt.id
            """)
    }
}
