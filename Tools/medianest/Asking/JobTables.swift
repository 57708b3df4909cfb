import Contracts

/// Queues and jobs, to read.
enum JobTables {
    static func queues(_ queues: [QueueReport]) -> Table {
        var table = Table(["QUEUE", "WAITING", "RUNNING", "DELAYED", "COMPLETED", "FAILED", "PER MINUTE", "OLDEST, S"])
        for queue in queues {
            let counts = queue.counts
            table.add(
                ["\(queue.name)\(queue.paused ? " (paused)" : "")"]
                    + [counts.waiting, counts.active, counts.delayed, counts.completed, counts.failed].map(String.init)
                    + [queue.perMinute, queue.oldestWaitingSeconds].map { "\(Int($0.rounded()))" })
        }
        return table
    }

    /// One line a job: `SINCE` is when it came into its state.
    static func jobs(_ jobs: [JobStatus]) -> Table {
        var table = Table(["JOB", "STATE", "TYPE", "ATTEMPT", "SINCE", "ERROR"])
        for job in jobs {
            let since = job.endedAt ?? (job.state == .active ? job.startedAt : job.createdAt)
            table.add([
                job.id.description, job.state.rawValue, job.type, "\(job.attempt)", since?.description ?? "", firstLine(job.error ?? ""),
            ])
        }
        return table
    }

    /// Everything of one job; what there is nothing of is left out.
    static func sheet(_ job: JobStatus, payload: String?) -> Table {
        var table = Table(["job", job.id.description])
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { table.add([name, value]) }
        }
        add("queue", job.queue)
        add("type", job.type)
        add("state", job.state.rawValue)
        add("attempt", "\(job.attempt)")
        add("progress", job.progress.map { "\(Int($0.percent)) % \($0.message ?? "")" })
        add("position", job.position.map(String.init))
        add("estimated end", job.eta.map { "\($0.p50), with 95 % by \($0.p95)" })
        add("created", job.createdAt?.description)
        add("due", job.dueAt?.description)
        add("started", job.startedAt?.description)
        add("ended", job.endedAt?.description)
        add("owner", job.owner?.description)
        add("payload", payload)
        add("result", job.result)
        add("error", job.error)
        return table
    }

    private static func firstLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return line.count > 100 ? "\(line.prefix(99))…" : line
    }
}
