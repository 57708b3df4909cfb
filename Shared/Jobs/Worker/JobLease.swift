import Contracts

/// One attempt at a job.
struct JobLease: Sendable {
    let payload: String
    let attempt: Int
    /// How many are allowed.
    let attempts: Int
    let owner: UserID?
}
