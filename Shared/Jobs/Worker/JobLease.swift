import Contracts
import Redis

/// One attempt at a job, as `JobScripts.begin` gives it.
struct JobLease: Sendable {
    /// Counts starts, from 1. It is the token under which the attempt's effects and end count.
    let attempt: Int
    let payload: String
    /// How many attempts have failed; one that was handed back, or whose worker died, is none.
    let failures: Int
    let owner: UserID?
    let options: JobOptions
    /// From when it could start until it did.
    let waited: Duration

    /// Nil where nothing is to be run.
    init?(_ reply: RESPValue) {
        guard let cells = reply.array, cells.count == 6, let attempt = cells[0].int, let payload = cells[1].string else { return nil }
        self.attempt = attempt
        self.payload = payload
        failures = cells[2].int ?? 0
        owner = Self.text(cells[3]).flatMap { UserID($0) }
        options = Self.text(cells[4]).map { JobOptions($0) } ?? JobOptions("")
        waited = .milliseconds(cells[5].int ?? 0)
    }

    private static func text(_ cell: RESPValue) -> String? { cell.string.flatMap { $0.isEmpty ? nil : $0 } }
}
