import Contracts
import Redis

extension JobWorker {
    /// Nil when the job has ended already or is not known any more.
    func begin(_ id: String) async throws(RedisError) -> JobLease? {
        let reply = try await client.evaluate(JobScripts.begin, keys: [JobKeys.job(id)], arguments: [worker])
        guard let values = reply.array, values.count == 4, let payload = values[0].string, let attempt = values[1].int else {
            return nil
        }
        return JobLease(
            payload: payload, attempt: attempt, attempts: values[2].string.flatMap(Int.init) ?? type.policy.attempts,
            owner: values[3].string.flatMap(UserID.init))
    }

    func finish(_ entry: String, _ id: String, attempt: Int, _ state: JobState, _ text: String) async throws(RedisError) {
        let isDone = state == .completed
        _ = try await client.evaluate(
            JobScripts.finish,
            keys: [
                JobKeys.job(id), stream, isDone ? JobKeys.completed(type: type.name) : JobKeys.failed(type: type.name),
            ],
            arguments: [
                "\(attempt)", state.rawValue, text, entry, JobKeys.group, id,
                isDone ? type.policy.keepCompleted : type.policy.keepFailed,
                Int(JobPolicy.leastKept / .milliseconds(1)), JobKeys.job(""),
            ])
    }

    /// Removes an entry whose job has ended.
    func forget(_ entry: String) async throws(RedisError) {
        _ = try await client.pipeline([
            RedisCommand("XACK", stream, JobKeys.group, entry), RedisCommand("XDEL", stream, entry),
        ])
    }
}
