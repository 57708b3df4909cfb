@testable import medianest

/// Loads to ask advice about.
enum Loads {
    static let idleMachine = Machine(cores: 2, busy: 0.3)

    static func histogram(around mean: Double, count: Double = 1000) -> Buckets {
        let bounds = [0.5, 0.8, 0.9, 1.1, 1.2, 2].map { $0 * mean }
        return Buckets(bounds: bounds, cumulative: [0, 0, 0, count, count, count, count], sum: count * mean)
    }

    /// A service that waits for something else: few slots, hardly any processor.
    static func slow(_ rate: Double, replicas: Int = 1, slots: Int = 4, mean: Double = 0.1, machine: Machine = idleMachine) -> ServiceLoad {
        ServiceLoad(
            service: "media", replicas: replicas, requests: 1000, offered: rate, handling: Moments(mean: mean, variation: 0),
            handlers: histogram(around: mean), slots: slots, loops: (busy: rate * 0.0005, perReplica: 1), processor: rate * 0.0005,
            machine: machine)
    }

    /// Sign-ins: derivations of 60 ms, one thread in each replica.
    static func signIns(_ rate: Double, replicas: Int = 1, threads: Int = 1, wait: Double = 0.05, machine: Machine) -> ServiceLoad {
        ServiceLoad(
            service: "auth", replicas: replicas, requests: 1000, offered: rate, handling: Moments(mean: 0.065 + wait, variation: 0.3),
            handlers: histogram(around: 0.065 + wait), slots: 64, loops: (busy: rate * 0.001, perReplica: 1), processor: rate * 0.061,
            hashing: InnerLine(
                rate: rate, service: Moments(mean: 0.06, variation: 0), serversPerReplica: threads, meanWait: wait, processor: 0.06),
            machine: machine)
    }

    static func jobs(
        _ rate: Double, replicas: Int = 1, concurrency: Int = 2, mean: Double = 1, waiting: Double = 0, processor: Double = 0.01,
        machine: Machine = idleMachine
    ) -> JobLoad {
        JobLoad(
            type: "email", replicas: replicas, concurrency: concurrency, started: 100, arrivals: rate,
            running: Moments(mean: mean, variation: 0), runs: histogram(around: mean, count: 100),
            waits: histogram(around: 0.01, count: 100), waiting: waiting, oldest: 0, processor: processor, machine: machine)
    }
}
