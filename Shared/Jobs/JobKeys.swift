/// Every Redis key of the job engine. One hash tag: the scripts touch several of them at once.
package enum JobKeys {
    package static let group = "workers"

    /// Ids of jobs that can start, as stream entries.
    package static func ready(type: String) -> String { "mn:{jobs}:ready:\(type)" }

    /// A hash: everything known of one job.
    package static func job(_ id: String) -> String { "mn:{jobs}:job:\(id)" }

    /// News of jobs that belong to somebody, as stream entries; see `JobNews`.
    package static let news = "mn:{jobs}:news"

    /// Ids of jobs that start later, by due time in milliseconds.
    package static let delayed = "mn:{jobs}:delayed"

    /// Ids of finished jobs of a type, by the time they ended.
    package static func completed(type: String) -> String { "mn:{jobs}:completed:\(type)" }
    package static func failed(type: String) -> String { "mn:{jobs}:failed:\(type)" }

    /// Exists while a worker lives.
    package static func alive(worker: String) -> String { "mn:{jobs}:alive:\(worker)" }
}
