/// Where in a job's life its worker can be held.
enum Step: String {
    /// It is about to ask for jobs.
    case beforeRead = "before-read"
    /// Redis has given it jobs, which it does not know yet.
    case afterRead = "after-read"
    case duringWork = "during-work"
    /// In the transaction of the effect, before it is committed.
    case inEffect = "in-effect"
    /// Committed, and Redis does not know.
    case afterEffect = "after-effect"
    /// The end of a job is on its way to Redis,
    case acknowledging
    /// or Redis's answer to it on its way back.
    case acknowledged
    /// A failed attempt's next one is on its way to Redis.
    case retrying
}
