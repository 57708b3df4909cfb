import Contracts
import Postgres

extension Playlists {
    static func onUserRegistered(_ event: UserRegistered) -> [SQL] {
        ["INSERT INTO owners (id, name) VALUES (\(event.user), \(event.name)) ON CONFLICT (id) DO NOTHING"]
    }
}
