extension SystemWindow {
    /// Of each type that a worker takes.
    var jobs: [JobLoad] {
        let workers = processes.filter { $0.has("jobs_concurrency") }
        let types = workers.reduce(into: Set<String>()) { $0.formUnion($1.values(of: "type", in: "jobs_concurrency")) }
        return types.sorted().map { load(ofJobs: $0, workers) }
    }

    private func load(ofJobs type: String, _ workers: [ProcessWindow]) -> JobLoad {
        let takers = workers.filter { $0.gauge("jobs_concurrency", ["type": type]) != nil }
        let waits = takers.buckets("jobs_wait_seconds", ["type": type])
        let started = takers.rate("jobs_wait_seconds_count", ["type": type])
        // Every worker tells the same of the line: the one that looked last is believed.
        let growth = takers.map { $0.change("jobs_depth", ["type": type, "state": "waiting"]) / max($0.seconds, 0.001) }.max() ?? 0
        return JobLoad(
            type: type, replicas: takers.count, concurrency: Int(takers.most("jobs_concurrency", ["type": type]) ?? 1),
            started: waits.count, arrivals: max(0, started + growth), running: takers.moments("jobs_run", ["type": type]),
            runs: takers.buckets("jobs_run_seconds", ["type": type]), waits: waits,
            waiting: takers.most("jobs_depth", ["type": type, "state": "waiting"]) ?? 0,
            oldest: takers.most("jobs_oldest_waiting_seconds", ["type": type]) ?? 0,
            isPaused: takers.most("jobs_paused", ["type": type]) == 1, processor: takers.processor, machine: machine(of: takers))
    }
}
