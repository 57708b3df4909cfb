import Contracts
import Redis

extension JobWorker {
    /// Nil when the job has ended already or is not known any more.
    func begin(_ id: String) async throws(RedisError) -> JobLease? {
        let reply = try await client.evaluate(JobScripts.begin, keys: [JobKeys.job(id), JobKeys.news], arguments: [worker])
        guard let values = reply.array, values.count == 4, let payload = values[0].string, let attempt = values[1].int else {
            return nil
        }
        return JobLease(
            payload: payload, attempt: attempt, attempts: values[2].string.flatMap(Int.init) ?? type.policy.attempts,
            owner: values[3].string.flatMap(UserID.init))
    }

    func finish(_ entry: StreamID, _ id: String, attempt: Int, _ state: JobState, _ text: String) async throws(RedisError) {
        let isDone = state == .completed
        let ended = isDone ? JobKeys.completed(type: type.name) : JobKeys.failed(type: type.name)
        try await tell(
            JobScripts.finish, keys: [JobKeys.job(id), stream, ended, JobKeys.news],
            arguments: [
                "\(attempt)", state.rawValue, text, entry.description, JobKeys.group, id,
                "\(isDone ? type.policy.keepCompleted : type.policy.keepFailed)",
                "\(Int(type.policy.leastKept / .milliseconds(1)))", JobKeys.job(""),
            ])
    }

    func retry(
        _ entry: StreamID, _ id: String, attempt: Int, after delay: Duration, _ reason: String
    ) async throws(RedisError) {
        try await tell(
            JobScripts.retry, keys: [JobKeys.job(id), stream, JobKeys.delayed, JobKeys.news],
            arguments: [
                "\(attempt)", reason, "\(Int(delay / .milliseconds(1)))", entry.description, JobKeys.group, id,
            ])
    }

    /// Removes an entry whose job has ended.
    func forget(_ entry: StreamID) async throws(RedisError) {
        _ = try await client.pipeline([.xack(stream, group: JobKeys.group, [entry]), .xdel(stream, [entry])])
    }

    /// Says how an attempt ended, a few times if need be: said twice it counts once. Also when the order to stop has come,
    /// or what is done already would be done again.
    private func tell(_ script: RedisScript, keys: [String], arguments: [String]) async throws(RedisError) {
        // Unstructured, because a cancelled task's commands are not sent.
        let outcome = await Task(executorPreference: executor) { [client] () async -> Result<RESPValue, RedisError> in
            var outcome: Result<RESPValue, RedisError>
            var triesLeft = 3
            repeat {
                triesLeft -= 1
                do throws(RedisError) {
                    outcome = .success(try await client.evaluate(script, keys: keys, arguments: arguments))
                } catch {
                    outcome = .failure(error)
                    if error.code == .closed || error.code.serverPrefix != nil { triesLeft = 0 }
                    if triesLeft > 0 { await pause(.milliseconds(100)) }
                }
            } while triesLeft > 0 && (try? outcome.get()) == nil
            return outcome
        }.value
        _ = try outcome.get()
    }
}
