import Bus
import Contracts
import Foundation
import Logging
import NIOCore
import NIOPosix
import Redis

/// The bus with a handler that does nothing: the time of one round trip against a PING of the same client, and its
/// throughput, asked and answered in two processes, against `redis-benchmark` with XADD.
///
/// Arguments: the server's URL (`redis://127.0.0.1:6379`), then the seconds each side runs (5). The answering process is
/// this one again, with `bus-responder` and the URL.
struct BusBenchmark {
    private static let callers = 64

    private let url: String
    private let seconds: Int
    /// What came before our arguments, for starting ourselves again.
    private let prefix: [String]

    static func run(arguments: [String]) async throws {
        if arguments.first == "bus-responder" {
            return try await BusBenchmarkSide.answer(url: arguments.dropFirst().first ?? "")
        }
        let url = arguments.first ?? "redis://127.0.0.1:6379"
        let seconds = arguments.dropFirst().first.flatMap { Int($0) } ?? 5
        let prefix = Array(CommandLine.arguments.dropFirst().dropLast(arguments.count))
        try await BusBenchmark(url: url, seconds: seconds, prefix: prefix).run()
    }

    private func run() async throws {
        // First, because it waits, which nothing may do on the event loop that the rest runs on.
        let baseline = try redisBenchmark()
        let responder = try startResponder()
        defer { responder.terminate() }
        try await BusBenchmarkSide.asking(url: url) { redis, bus in
            // Warms both sides, and waits until the other process answers.
            _ = try await roundTrips(bus, count: 2_000)
            let ping = try await pings(redis)
            try Measurement("PING, one in flight, p50", microseconds: ping, baseline: ping).write()
            try await Measurement("bus round trip, one in flight, p50", microseconds: roundTrips(bus, count: 20_000), baseline: ping)
                .write()
            if let baseline { try Measurement("redis-benchmark XADD -c 50 -P 1", rate: baseline, baseline: baseline).write() }
            let before = try await RedisUse.of(redis)
            let (rate, count) = try await throughput(bus)
            try Measurement("bus, \(Self.callers) in flight, two processes", rate: rate, baseline: baseline ?? rate).write()
            try await RedisUse.of(redis).since(before).write(roundTrips: count)
        }
    }

    private func startResponder() throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = prefix + ["bus-responder", url]
        try process.run()
        return process
    }

    private func pings(_ redis: RedisClient) async throws -> Duration {
        try await median(20_000) { try await redis.ping() }
    }

    private func roundTrips(_ bus: any RequestBus, count: Int) async throws -> Duration {
        try await median(count) { try await BusBenchmarkSide.ask(bus) }
    }

    private func median(_ count: Int, _ body: () async throws -> Void) async throws -> Duration {
        var durations: [Duration] = []
        durations.reserveCapacity(count)
        for _ in 0..<count {
            let started = ContinuousClock.now
            try await body()
            durations.append(.now - started)
        }
        return durations.sorted()[count / 2]
    }

    /// Round trips a second, and how many there were.
    private func throughput(_ bus: any RequestBus) async throws -> (Double, Int) {
        let started = ContinuousClock.now
        let end = started + .seconds(seconds)
        let count = try await withThrowingTaskGroup { group in
            for _ in 0..<Self.callers {
                group.addTask {
                    var count = 0
                    while count % 64 != 0 || ContinuousClock.now < end {
                        try await BusBenchmarkSide.ask(bus)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return (Double(count) / ((.now - started) / .seconds(1)), count)
    }

    /// Nil where there are several servers: it speaks to one only.
    private func redisBenchmark() throws -> Double? {
        let configuration = try RedisConfiguration(url: url)
        guard configuration.topology == .single else { return nil }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "redis-benchmark", "-h", configuration.host, "-p", "\(configuration.port)", "-c", "50", "-P", "1",
            "-n", "\(seconds * 60_000)", "--csv", "XADD", "mn:{bench}:stream", "MAXLEN", "~", "1000", "*", "h",
            String(repeating: "h", count: 100), "b", "{}",
        ]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("\"XADD") } ?? ""
        let fields = line.split(separator: ",").map { $0.trimmingCharacters(in: ["\""]) }
        return fields.count > 1 ? Double(fields[1]) ?? 0 : 0
    }
}
