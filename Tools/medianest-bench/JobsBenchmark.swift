import Contracts
import Foundation
import JSON
import Jobs
import Logging
import NIOPosix
import Observability
import Redis
import Resilience
import Synchronization

/// Jobs that do nothing, of 100 bytes: `jobs-fill URL N` adds them, `jobs-work URL N` starts when told to by a line of input and ends N
/// of them in one process, `jobs-latency URL RATE SECONDS` adds them one by one and measures until they start, and `jobs-depth URL` compares
/// orders at 1 000 and at 1 000 000 waiting jobs. Each writes one JSON object.
enum JobsBenchmark {
    struct Nop: JobPayload {
        static let type = "bench-nop"
        static let queue = "bench"

        var sent: Double
        var padding = String(repeating: "x", count: 64)
    }

    static let concurrency = 256
    private static let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }

    static func run(_ name: String, arguments: [String]) async throws {
        let url = arguments.first ?? "redis://127.0.0.1:6379"
        let numbers = arguments.dropFirst().compactMap { Int($0) }
        let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        // Everything on one event loop, as in a service.
        try await withTaskExecutorPreference(EventLoopExecutor(eventLoop: loop.next())) {
            let client = try await connected(url, loop)
            switch name {
            case "jobs-fill": try await fill(client, numbers.first ?? 100_000)
            case "jobs-work": try await work(client, try await connected(url, loop), loop, numbers.first ?? 100_000)
            case "jobs-latency":
                try await latency(
                    client, try await connected(url, loop), loop, rate: numbers.first ?? 200, seconds: numbers.dropFirst().first ?? 10)
            default: try await depth(client)
            }
            await client.close()
        }
    }

    static func connected(_ url: String, _ group: MultiThreadedEventLoopGroup) async throws -> RedisClient {
        var configuration = try RedisConfiguration(url: url)
        configuration.commandTimeout = .seconds(60)
        let client = RedisClient(configuration: configuration, name: "bench", eventLoopGroup: group, logger: logger)
        try await client.connect()
        return client
    }

    static func jobs(_ count: Int) throws -> [NewJob] { try (0..<count).map { _ in try NewJob(Nop(sent: 0)) } }

    private static func fill(_ client: RedisClient, _ count: Int) async throws {
        let queue = JobQueue(client: client)
        let (clock, used) = (ContinuousClock.now, processorSeconds())
        var left = count
        while left > 0 {
            let part = min(left, 5_000)
            try await queue.add(try jobs(part))
            left -= part
        }
        report(count, since: clock, used: processorSeconds() - used)
    }

    private static func work(
        _ client: RedisClient, _ blocking: RedisClient, _ loop: MultiThreadedEventLoopGroup, _ count: Int
    ) async throws {
        let done = Atomic(0)
        _ = readLine()
        let (clock, used) = (ContinuousClock.now, processorSeconds())
        try await withWorkers(client, blocking, loop) { _ in
            done.add(1, ordering: .relaxed)
        } until: {
            // What counts is what Redis knows.
            while done.load(ordering: .relaxed) < count { try await Task.sleep(for: .milliseconds(2)) }
            let queue = JobQueue(client: client)
            while try await queue.queues().first?.counts.active ?? 0 > 0 { try await Task.sleep(for: .milliseconds(2)) }
            report(count, since: clock, used: processorSeconds() - used)
        }
    }

    private static func latency(
        _ client: RedisClient, _ blocking: RedisClient, _ loop: MultiThreadedEventLoopGroup, rate: Int, seconds: Int
    ) async throws {
        let waits = Mutex<[Double]>([])
        let queue = JobQueue(client: client)
        try await withWorkers(client, blocking, loop) { job in
            let wait = now() - job.sent
            waits.withLock { $0.append(wait) }
        } until: {
            try await Task.sleep(for: .seconds(1))
            let used = processorSeconds()
            for _ in 0..<(rate * seconds) {
                try await Task.sleep(for: .seconds(1) / rate)
                try await queue.add(try NewJob(Nop(sent: now())))
            }
            while waits.withLock(\.count) < rate * seconds { try await Task.sleep(for: .milliseconds(5)) }
            let (sorted, cpu) = (waits.withLock { $0.sorted() }, processorSeconds() - used)
            write([
                "p50_ms": sorted[sorted.count / 2] * 1000, "p99_ms": sorted[sorted.count * 99 / 100] * 1000,
                "cpu_us": cpu * 1e6 / Double(sorted.count),
            ])
        }
    }

    private static func withWorkers(
        _ client: RedisClient, _ blocking: RedisClient, _ loop: MultiThreadedEventLoopGroup,
        _ handle: @escaping @Sendable (Nop) -> Void, until end: () async throws -> Void
    ) async throws {
        var policy = JobPolicy.of(type: Nop.type, queue: Nop.queue)
        policy.concurrency = concurrency
        let type = JobType(Nop.self, policy: policy) { job, _ in
            handle(job)
            return Nothing()
        }
        let name = "bench-\(getpid())"
        let worker = JobWorker(
            type, worker: name, client: client, blocking: blocking, executor: EventLoopExecutor(eventLoop: loop.next()), logger: logger)
        let workers = JobWorkers([worker], name: name, client: client, logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { await workers.run() }
            try await end()
            group.cancelAll()
            try await group.waitForAll()
        }
        await blocking.close()
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Of this process, so far.
    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func report(_ count: Int, since start: ContinuousClock.Instant, used: Double) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        write(["per_second": Double(count) / seconds, "cpu_us": used * 1e6 / Double(count)])
    }

    static func write(_ figures: [String: Double]) {
        do {
            FileHandle.standardOutput.write(try JSONSerialization.data(withJSONObject: figures, options: .sortedKeys) + Data("\n".utf8))
        } catch {
            fatalError("figures are JSON: \(error)")
        }
    }
}
