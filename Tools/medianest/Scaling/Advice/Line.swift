/// One of the lines on a request's way, as it is or would be.
struct Line: Sendable, Equatable {
    enum Kind: String, Sendable {
        case slots, loop, hashing, pool, jobs
    }
    var kind: Kind
    var station: Station
    /// What limits it are the cores of the machine, not the number of servers.
    var isBoundByCores = false

    var utilisation: Double { station.utilisation }

    /// In words.
    var name: String {
        switch kind {
        case .slots: "request slots"
        case .loop: "event loops"
        case .hashing: "hashing threads"
        case .pool: "Postgres connections"
        case .jobs: "job slots"
        }
    }

    /// The metric that shows it.
    var metric: String {
        switch kind {
        case .slots: "bus_queue_seconds"
        case .loop: "event_loop_cpu_seconds_total"
        case .hashing: "auth_hashing_wait_seconds"
        case .pool: "postgres_acquire_wait_seconds_total"
        case .jobs: "jobs_wait_seconds"
        }
    }

    /// The setting that widens it within a replica.
    var setting: String? {
        switch kind {
        case .slots: "REQUEST_CONCURRENCY"
        case .loop, .jobs: nil
        case .hashing: "HASHING_THREADS"
        case .pool: "POSTGRES_POOL_MAX"
        }
    }
}
