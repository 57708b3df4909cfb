import Contracts
import Postgres

extension Playlists {
    static func onUserChanged(_ event: UserChanged) -> [SQL] {
        [
            """
            INSERT INTO owners (id, name, version) VALUES (\(event.user), \(event.name), \(event.version))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version
            WHERE owners.version < excluded.version
            """
        ]
    }
}
