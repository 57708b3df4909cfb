import Contracts
import Redis

extension JobQueue {
    /// Every queue there ever was, by name.
    package func queues() async throws(RedisError) -> [QueueReport] {
        var queues: [String: QueueReport] = [:]
        for type in try await types() { queues[type.queue, default: QueueReport(name: type.queue, paused: type.isPaused)].add(type) }
        return queues.values.sorted { $0.name < $1.name }
    }

    /// The same by type.
    func types() async throws(RedisError) -> [TypeReport] {
        var types: [TypeReport] = []
        for row in try await client.run(JobScripts.report, []).decodedArray() { types.append(try TypeReport(row)) }
        return types
    }

    /// Jobs of a type that wait for a worker or run.
    package func backlog(type: String) async throws(RedisError) -> Int {
        let lengths = try await client.pipeline([.xlen(JobKeys.ready(type: type)), .zcard(JobKeys.waiting(type: type))])
        return try lengths[0].decodedInt() + lengths[1].decodedInt()
    }
}

extension QueueReport {
    fileprivate mutating func add(_ type: TypeReport) {
        counts.waiting += type.waiting
        counts.active += type.active
        counts.delayed += type.delayed
        counts.completed += type.completed
        counts.failed += type.failed
        oldestWaitingSeconds = max(oldestWaitingSeconds, type.oldestWaiting / .seconds(1))
        perMinute += type.perMinute
    }
}
