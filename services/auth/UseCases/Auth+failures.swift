import Contracts
import Postgres

extension Auth {
    /// Throws 429 if the account or the address has failed too often.
    func refuseIfBlocked(_ attempt: LoginAttempt) async throws {
        try refuse(blocked: try await database.query(LoginFailureStatements.blocking(attempt)))
    }

    /// The same of rows that were asked for already.
    func refuse(blocked rows: PostgresRows) throws {
        if let longest = try rows.map({ try $0.get(0, as: Int.self) }).max() { throw Problem.lockedOut(seconds: longest) }
    }

    /// Counts a failure; throws 429 instead of letting the caller say "wrong" once the limit is passed. Of many guesses made at
    /// once, only the allowed number learn that they were wrong.
    func recordFailure(_ attempt: LoginAttempt) async throws {
        for row in try await database.query(LoginFailureStatements.record(attempt)) {
            let (key, failures): (String, Int) = (try row.get(0), try row.get(1))
            if failures > attempt.allowed(key) { throw Problem.lockedOut(seconds: Int(attempt.limits.window.inSeconds)) }
        }
    }
}
