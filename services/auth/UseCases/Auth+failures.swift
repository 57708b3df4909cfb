import Contracts
import Postgres

extension Auth {
    /// Throws 429 if the account or the address has failed too often.
    func refuseIfBlocked(_ attempt: LoginAttempt) async throws {
        let waits = try await database.query(LoginFailureStatements.blocking(attempt)).map { try $0.get(0, as: Int.self) }
        if let longest = waits.max() { throw Problem.lockedOut(seconds: longest) }
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
