/// Every Redis key of the job engine. One hash tag: the scripts touch several of them at once.
package enum JobKeys {
    package static let group = "workers"

    /// A stream: the jobs of a type that may start at once, few of them, and those that run, as the group's pending entries.
    package static func ready(type: String) -> String { "mn:{jobs}:ready:\(type)" }

    /// Sorted sets of ids: by place in line, which is the score in the job's hash;
    package static func waiting(type: String) -> String { "mn:{jobs}:waiting:\(type)" }
    /// by the time they become due, in milliseconds;
    package static func delayed(type: String) -> String { "mn:{jobs}:delayed:\(type)" }
    /// those that wait for their children, by place in line;
    package static func parked(type: String) -> String { "mn:{jobs}:parked:\(type)" }
    /// those that must start in time, by when that ends;
    package static func expiring(type: String) -> String { "mn:{jobs}:expiring:\(type)" }
    /// and those that have ended, by when that was.
    package static func completed(type: String) -> String { "mn:{jobs}:completed:\(type)" }
    package static func failed(type: String) -> String { "mn:{jobs}:failed:\(type)" }

    /// A hash: everything known of one job.
    package static func job(_ id: String) -> String { "mn:{jobs}:job:\(id)" }
    /// A hash: how each child of a job ended, `+` and the result or `-` and the error.
    package static func children(_ id: String) -> String { "mn:{jobs}:children:\(id)" }
    /// The id of the job that holds a unique key.
    package static func unique(type: String, key: String = "") -> String { "mn:{jobs}:unique:\(type):\(key)" }

    /// Exists for a moment after somebody has pulled the job that holds a unique key.
    package static func pulled(type: String, key: String) -> String { "mn:{jobs}:pulled:\(type):\(key)" }

    /// A hash: the queue of every type there ever was.
    package static let types = "mn:{jobs}:types"
    /// A hash: what workers said of a type when they started, and its rate limit's tokens.
    package static func settings(type: String) -> String { "mn:{jobs}:type:\(type)" }
    /// A hash: how many jobs of a type each worker runs at once.
    package static func slots(type: String) -> String { "mn:{jobs}:slots:\(type)" }
    /// A hash: how many runs took how long, by bucket of `RunTimes`; one for every ten minutes.
    package static func times(type: String, epoch: String = "") -> String { "mn:{jobs}:times:\(type):\(epoch)" }
    /// How many jobs ended in a minute.
    package static func ended(type: String, minute: String = "") -> String { "mn:{jobs}:ended:\(type):\(minute)" }

    /// A set of queues.
    package static let paused = "mn:{jobs}:paused"
    /// Counts arrivals, and promotions downwards.
    package static let sequence = "mn:{jobs}:sequence"
    package static let front = "mn:{jobs}:front"
    /// Exists for a moment after one worker has moved on what was due.
    package static let tick = "mn:{jobs}:tick"

    /// Repeating jobs: their definitions, and by when they fire next.
    package static let repeats = "mn:{jobs}:repeats"
    package static let repeatsDue = "mn:{jobs}:repeats:due"

    /// News of jobs that belong to somebody, as stream entries; see `JobNews`.
    package static let news = "mn:{jobs}:news"

    /// Exists while a worker lives.
    package static func alive(worker: String) -> String { "mn:{jobs}:alive:\(worker)" }
}
