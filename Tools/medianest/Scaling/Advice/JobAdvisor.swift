/// Says how many worker processes a type of job should have.
///
/// The line is M/G/c; one that has grown is emptied by what the workers can do beyond what arrives.
struct JobAdvisor: Sendable {
    let load: JobLoad
    let targets: Targets

    func station(_ replicas: Int) -> Station {
        Station(arrivals: load.arrivals, service: load.running, servers: max(1, replicas * load.concurrency))
    }

    /// From when a job could start to its end, once the line is empty.
    func p95(_ replicas: Int) -> Double {
        guard let work = Spread(load.runs) else { return station(replicas).meanWait }
        return Response(kinds: [.init(weight: 1, work: work, wait: station(replicas).wait)]).p95
    }

    /// Until what waits now has been started; infinite where more arrives than is done.
    func drain(_ replicas: Int) -> Double {
        guard load.waiting > 0, load.running.mean > 0 else { return 0 }
        let spare = Double(replicas * load.concurrency) / load.running.mean - load.arrivals
        return spare > 0 ? load.waiting / spare : .infinity
    }

    /// As it was: the waits and the runs of the while, as if independent of each other.
    var measuredP95: Double? {
        guard let work = Spread(load.runs), let mean = load.waits.mean, let wait = Spread(load.waits) else { return nil }
        let shift = wait.points
        guard mean > 0 else { return Response(kinds: [.init(weight: 1, work: work, wait: .none)]).p95 }
        let kinds = stride(from: 0, to: shift.count, by: 8).map { index in
            Response.Kind(weight: 1, work: Spread(points: work.points.map { $0 + shift[index] }), wait: .none)
        }
        return Response(kinds: kinds).p95
    }

    func advice() -> Advice {
        if load.isPaused { return stay("its queue is paused", .stay) }
        guard load.started >= Targets.leastCount || load.waiting >= Targets.leastCount else {
            return stay("\(Int(load.started)) jobs in the window say nothing; \(Int(Targets.leastCount)) do", .tooLittle)
        }
        guard load.running.mean > 0 else { return stay("no job has ended in the window; give a longer one", .tooLittle) }
        let now = max(drain(load.replicas), p95(load.replicas))
        if now > targets.jobs { return help(now) }
        return fewer() ?? stay("the line is short enough", .stay)
    }

    private func help(_ now: Double) -> Advice {
        let isComputing = load.processor > 0.3 * load.machine.cores
        if load.machine.isFull && isComputing {
            return Advice(
                action: .cannotHelp, replicas: load.replicas, p95: p95(load.replicas),
                reason: """
                    the cores are full: \(figure(load.machine.busy)) of \(figure(load.machine.cores)) at work, \(figure(load.processor)) of \
                    them for workers; \(load.waiting > 0 ? line(load.replicas) : "jobs take too long"); more workers need another machine
                    """, metric: "system_cpu_time_seconds_total")
        }
        let more = load.replicas + 1...max(load.replicas + 1, targets.mostReplicas)
        let enough = more.first { max(drain($0), p95($0)) <= targets.jobs } ?? more.upperBound
        guard max(drain(enough), p95(enough)) < now * (1 - Targets.worthwhile) || (now.isInfinite && station(enough).isStable) else {
            return Advice(
                action: .cannotHelp, replicas: load.replicas, p95: p95(load.replicas),
                reason: "hardly any job waits: one takes that long by itself", metric: "jobs_run_seconds")
        }
        return Advice(
            action: .up, replicas: enough, p95: p95(enough),
            reason: "job slots are \(percent(station(load.replicas).utilisation)) busy; \(change(to: enough))",
            metric: load.waiting > 0 ? "jobs_depth" : "jobs_wait_seconds")
    }

    private func change(to replicas: Int) -> String {
        load.waiting > 0
            ? "\(line(load.replicas)), with \(replicas) \(line(replicas))"
            : "a job waits \(figure(load.waits.mean ?? 0)) s on average"
    }

    private func line(_ replicas: Int) -> String {
        let seconds = drain(replicas)
        if seconds.isInfinite { return "the line of \(Int(load.waiting)) grows" }
        return "the line of \(Int(load.waiting)) takes \(seconds < 120 ? "\(figure(seconds)) s" : "\(figure(seconds / 60)) min")"
    }

    private func fewer() -> Advice? {
        guard load.replicas > 1 else { return nil }
        let enough = (1..<load.replicas).first {
            max(drain($0), p95($0)) <= targets.jobs * 0.8 && station($0).utilisation <= Targets.idle
        }
        guard let enough else { return nil }
        return Advice(
            action: .down, replicas: enough, p95: p95(enough),
            reason: "job slots would be \(percent(station(enough).utilisation)) busy", metric: "jobs_run_seconds")
    }

    private func stay(_ reason: String, _ action: Advice.Action) -> Advice {
        Advice(action: action, replicas: load.replicas, p95: load.running.mean > 0 ? p95(load.replicas) : nil, reason: reason, metric: nil)
    }
}
