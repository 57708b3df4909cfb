import Contracts

extension ServiceName {
    /// Where `/health` and `/metrics` are, unless `INTERNAL_PORT` says otherwise.
    package var defaultInternalPort: Int {
        switch self {
        case .gateway: 4010
        case .auth: 4011
        case .media: 4012
        case .playlists: 4013
        case .workers: 4014
        }
    }

    /// The gateway keeps nothing of its own in Postgres.
    package var needsPostgres: Bool { self != .gateway }
}
