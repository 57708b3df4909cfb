import Contracts
import Postgres
import Redis

extension Problem {
    /// What a failure of Postgres or Redis is to a client: not there, or too slow. Nil for one that is a mistake of ours.
    package init?(storage error: any Error) {
        switch error {
        case let error as PostgresError:
            guard let problem = Self.postgres(error) else { return nil }
            self = problem
        case is RedisError:
            self = .unavailable("A server behind this one is away.")
        default:
            return nil
        }
    }

    private static func postgres(_ error: PostgresError) -> Problem? {
        if error.sqlState == .queryCanceled || error.code == .cancelled { return .tooLate }
        if error.sqlState == nil, error.code != .decoding { return .unavailable("The database is away.") }
        return error.sqlState?.isTransient == true ? .unavailable("The database is busy.") : nil
    }
}
