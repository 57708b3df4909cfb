import Contracts
import Redis

extension JobQueue {
    /// Sets a repeating job. One that is there already, and the same, keeps its turn: a service may set its own at every start.
    /// - Throws: `JobFailure` for a schedule that is none, or never comes, and for a zone that the system does not know.
    package func set(_ definition: JobRepeat) async throws {
        let now = try await client.send(RedisCommand("TIME")).decodedArray()
        guard let first = try definition.next(after: now.first?.int ?? 0) else {
            throw JobFailure("The schedule \(definition.cron) never comes.")
        }
        _ = try await client.run(JobScripts.setRepeat, [definition.key, try definition.definition, first * 1000])
    }

    /// Returns false where there is none.
    @discardableResult
    package func removeRepeat(_ key: String) async throws(RedisError) -> Bool {
        let replies = try await client.pipeline([
            RedisCommand("ZREM", JobKeys.repeatsDue, key), RedisCommand("HDEL", JobKeys.repeats, key),
        ])
        return try replies[1].decodedInt() == 1
    }

    /// All repeating jobs and when each fires next, soonest first.
    package func repeats() async throws -> [(definition: JobRepeat, next: Timestamp)] {
        let replies = try await client.pipeline([
            RedisCommand("HGETALL", JobKeys.repeats), RedisCommand("ZRANGE", JobKeys.repeatsDue, "0", "-1", "WITHSCORES"),
        ])
        let due = try replies[1].decodedPairs()
        return try replies[0].decodedPairs().compactMap { key, text in
            guard let text = text.string, let next = due[key]?.double else { return nil }
            return (try JobRepeat(definition: text), Timestamp(milliseconds: Int64(next)))
        }.sorted { $0.next < $1.next }
    }

    /// Fires what is due. Any number of processes may do so: each tick is one job.
    package func fireRepeats() async throws {
        let due = try await client.run(JobScripts.dueRepeats, []).decodedArray()
        guard let now = due.first?.int else { return }
        for index in stride(from: 1, to: due.count - 1, by: 2) {
            guard let text = due[index].string, let tick = due[index + 1].double else { continue }
            try await fire(try JobRepeat(definition: text), tick: Int(tick), now: now)
        }
    }

    /// A tick that is more than a minute late was missed; so were all before the last one that has passed.
    private func fire(_ definition: JobRepeat, tick: Int, now: Int) async throws {
        let following = try definition.next(after: now / 1000)
        let isMissed = now - tick > 60_000
        var job = definition.job
        job.id = .make()
        let jobs = isMissed && definition.missed == .skip ? [] : job.family
        var arguments = Self.arguments(jobs)
        // One that never comes again is far away.
        arguments += [definition.key, tick, following.map { $0 * 1000 } ?? Int(1 << 52)] as [any RedisArgument]
        _ = try await client.run(JobScripts.fire, arguments)
    }
}

extension JobRepeat {
    /// Seconds since 1970.
    func next(after moment: Int) throws(JobFailure) -> Int? {
        guard let schedule = Cron(cron) else { throw JobFailure("\(cron) is no schedule.") }
        guard let zone = TimeZoneRules(named: timeZone) else { throw JobFailure("\(timeZone) is no time zone that is known here.") }
        return schedule.next(after: moment, in: zone)
    }
}
