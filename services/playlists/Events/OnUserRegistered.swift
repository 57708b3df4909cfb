import Contracts
import Postgres

extension Playlists {
    static func onUserRegistered(_ event: UserRegistered, _ connection: PostgresConnection) async throws {
        _ = try await connection.execute(
            "INSERT INTO owners (id, name) VALUES (\(event.user), \(event.name)) ON CONFLICT (id) DO NOTHING")
    }
}
