import Foundation
import Logging
import NIOPosix
import Redis

/// 64 callers on one connection, each getting 100 bytes again and again, against `redis-benchmark` without pipelining.
///
/// Arguments: the server's URL (`redis://127.0.0.1:6379`), then the seconds each side runs (3).
struct RedisBenchmark {
    private static let callers = 64
    private static let key = "mn:{bench}:get"

    private let url: String
    private let seconds: Int

    static func run(arguments: [String]) async throws {
        let url = arguments.first ?? "redis://127.0.0.1:6379"
        try await RedisBenchmark(url: url, seconds: arguments.dropFirst().first.flatMap { Int($0) } ?? 3).run()
    }

    private func run() async throws {
        let configuration = try RedisConfiguration(url: url)
        let baseline = try redisBenchmark(configuration)
        try Measurement("redis-benchmark -t get -c 50 -P 1", rate: baseline, baseline: baseline).write()
        let redis = RedisClient(
            configuration: configuration, name: "bench", eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1),
            logger: Logger(label: "bench"))
        try await redis.connect()
        try await redis.set(Self.key, [UInt8](repeating: 120, count: 100))
        try await Measurement("RedisClient, callers on the event loop", rate: onTheLoop(redis), baseline: baseline).write()
        try await Measurement("RedisClient, callers on the global pool", rate: throughput(redis), baseline: baseline).write()
        try await Measurement("RedisClient, callbacks", rate: callbacks(redis), baseline: baseline).write()
        try await redis.del(Self.key)
        await redis.close()
    }

    private func onTheLoop(_ redis: RedisClient) async throws -> Double {
        try await withTaskExecutorPreference(EventLoopExecutor(eventLoop: redis.eventLoop)) {
            try await throughput(redis)
        }
    }

    private func throughput(_ redis: RedisClient) async throws -> Double {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup { group in
            for _ in 0..<Self.callers {
                group.addTask {
                    var count = 0
                    while count % 64 != 0 || ContinuousClock.now < end {
                        _ = try await redis.get(Self.key)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
    }

    private func callbacks(_ redis: RedisClient) async throws -> Double {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let sent = redis.statistics.sent
        await withTaskGroup { group in
            for _ in 0..<Self.callers {
                group.addTask { await withCheckedContinuation { self.again(redis, until: end, $0) } }
            }
        }
        return Double(redis.statistics.sent - sent) / ((ContinuousClock.now - start) / .seconds(1))
    }

    private func again(
        _ redis: RedisClient, until end: ContinuousClock.Instant, _ done: CheckedContinuation<Void, Never>
    ) {
        redis.submit([.get(Self.key)]) { _ in
            if ContinuousClock.now < end { again(redis, until: end, done) } else { done.resume() }
        }
    }

    private func redisBenchmark(_ configuration: RedisConfiguration) throws -> Double {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "redis-benchmark", "-h", configuration.host, "-p", "\(configuration.port)", "-t", "get", "-c", "50",
            "-P", "1", "-d", "100", "-n", "\(seconds * 80_000)", "--csv",
        ]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("\"GET\"") } ?? ""
        let fields = line.split(separator: ",").map { $0.trimmingCharacters(in: ["\""]) }
        return fields.count > 1 ? Double(fields[1]) ?? 0 : 0
    }
}
