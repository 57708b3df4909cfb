import Contracts
import Redis

extension JobQueue {
    /// Nil for a job that never was, or ended long ago. Costs O(log n) of the jobs that wait.
    package func status(_ id: JobID) async throws(RedisError) -> JobStatus? {
        guard let reply = try await client.run(JobScripts.status, [id.description]).array, reply.count >= 3 else { return nil }
        let fields = try reply[0].decodedPairs()
        guard var status = JobStatus(id, fields, queue: reply[1].string ?? "") else { return nil }
        guard reply.count == 10, let now = reply[2].int else { return status }
        let ahead = reply[3].int ?? -1
        if ahead >= 0 { status.position = ahead + 1 }
        let due = reply[9].double.map { Int($0) }
        status.dueAt = due.map { Timestamp(milliseconds: Int64($0)) }
        guard reply[8].int == 0 else { return status }
        let times = RunTimes(try reply[6].decodedPairs(), try reply[7].decodedPairs())
        let line = FinishEstimate(times: times, slots: reply[4].int ?? 0, running: reply[5].int ?? 0)
        let started = fields["started"]?.int ?? now
        status.eta =
            switch status.state {
            case .waiting: line.estimate(ahead: ahead, now: now)
            case .delayed: line.estimate(due: due ?? now, now: now)
            case .active: line.estimate(runningFor: now - started, now: now)
            case .completed, .failed: nil
            }
        return status
    }

    /// How each child of a job ended, so far.
    package func children(of id: JobID) async throws(RedisError) -> [ChildOutcome] {
        let pairs = try await client.send(RedisCommand("HGETALL", JobKeys.children(id.description))).decodedPairs()
        return pairs.compactMap { id, text in ChildOutcome(id: id, text: text.string ?? "") }.sorted { $0.id < $1.id }
    }
}

extension JobStatus {
    /// What a job's hash says. Nil for one that cannot be read.
    init?(_ id: JobID, _ fields: [String: RESPValue], queue: String) {
        guard let type = fields["type"]?.string, let state = fields["state"]?.string.flatMap(JobState.init(stored:)) else { return nil }
        func time(_ name: String) -> Timestamp? { fields[name]?.int.map { Timestamp(milliseconds: Int64($0)) } }
        self.init(
            id: id, queue: queue, type: type, state: state, progress: Self.progress(fields, state),
            attempt: fields["attempt"]?.int ?? 0, result: fields["result"]?.string, error: fields["error"]?.string,
            owner: fields["owner"]?.string.flatMap { UserID($0) })
        createdAt = time("added")
        startedAt = time("started")
        endedAt = time("ended")
    }

    private static func progress(_ fields: [String: RESPValue], _ state: JobState) -> Progress? {
        let message = fields["message"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        if state == .completed { return Progress(percent: 100, message: message) }
        return fields["percent"]?.double.map { Progress(percent: $0, message: message) }
    }
}

extension JobState {
    /// A parent that waits for its children waits, to those who look at it.
    init?(stored: String) {
        self.init(rawValue: stored == "parked" ? "waiting" : stored)
    }
}
