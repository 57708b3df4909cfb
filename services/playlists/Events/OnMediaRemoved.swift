import Contracts
import Postgres

extension Playlists {
    /// Entries stay, without their media: a playlist does not change behind its owner's back.
    static func onMediaRemoved(_ event: MediaRemoved) -> [SQL] {
        let tombstone: SQL = """
            INSERT INTO media (id, type, source, title, version, is_removed)
            VALUES (\(event.id), '', '', '', \(event.version), true)
            ON CONFLICT (id) DO UPDATE SET is_removed = true, version = excluded.version
            WHERE media.version < excluded.version
            """
        return [tombstone, PostgresChangeFeed.append(.removed, .media, event.id, owner: nil)]
    }
}
