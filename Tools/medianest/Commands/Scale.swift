import ArgumentParser
import Contracts
import Foundation
import Redis

/// Says which service should have how many replicas.
struct Scale: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say which service to scale, to how many replicas, and what the 95th percentile will be then.",
        discussion: """
            Looks at the metrics of all replicas twice, and puts what they did in between into a queueing model (docs/scaling.md). It \
            changes nothing.

            Exits with 0 where nothing is to be done, or less would do; with 3 where more replicas are needed; with 4 where something is too \
            slow or full and replicas are not what is missing; with 69 where nobody answers.
            """)

    @OptionGroup var system: SystemOptions

    @Option(name: .long, help: "How long to look: a number with ms, s, m or h.")
    var window = TimeSpan(seconds: 30, description: "30s")

    @Option(name: .long, help: "What 95 of 100 answers of a service are to stay within, in milliseconds.")
    var targetP95 = 200.0

    @Option(name: .long, help: "Within what 95 of 100 jobs are to have ended, and a line that has grown is to be empty.")
    var targetJobs = TimeSpan(seconds: 300, description: "5m")

    @Option(name: .long, help: "Advise no more replicas than this.")
    var mostReplicas = 16

    @Option(name: .long, help: "Only this service.")
    var service: String?

    @Option(
        name: .long,
        help: """
            http://HOST:PORT of a process's internal port, instead of those that `up` wrote down; all processes where the name has several \
            addresses. May be given several times.
            """)
    var metrics: [String] = []

    @Flag(name: .long, help: "Write JSON.")
    var json = false

    func validate() throws {
        guard (0.5...3600).contains(window.seconds) else { throw ValidationError("--window must be 500ms to 1h.") }
        guard (0.1...3_600_000).contains(targetP95) else { throw ValidationError("--target-p95 must be 0.1 to 3600000 ms.") }
        guard (1...1000).contains(mostReplicas) else { throw ValidationError("--most-replicas must be 1 to 1000.") }
        guard service.map({ ServiceName(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--service must be one of \(ServiceName.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let reading = try await MetricsReader(targets: try await places(), window: .seconds(window.seconds)).read()
        guard !reading.system.processes.isEmpty else {
            throw CommandError.unavailable("no metrics: \(reading.missing.joined(separator: ", ")) did not answer")
        }
        if let service, reading.system.replicas(of: service).isEmpty { throw CommandError.unavailable("no \(service) answers") }
        let targets = Targets(p95: targetP95 / 1000, jobs: targetJobs.seconds, mostReplicas: mostReplicas)
        var report = ScaleReport(reading, targets, service: service)
        report.redis = try await redisRoundTrip()
        print(json ? try Self.text(report) : ScaleTables(report: report).lines.joined(separator: "\n"))
        try verdict(report)
    }

    private func places() async throws -> [MetricsTarget] {
        guard metrics.isEmpty else {
            var targets: [MetricsTarget] = []
            for url in metrics { targets += try await MetricsTarget.resolve(url) }
            return targets
        }
        return MetricsTarget.of(try system.running()?.processes ?? HealthTable.usual)
    }

    /// The median of a few, where the system's Redis is known.
    private func redisRoundTrip() async throws -> Double? {
        guard system.redisURL != nil || metrics.isEmpty else { return nil }
        guard let url = try? system.redis() else { return nil }
        return try await OperatorBus.withBus(url) { bus in
            var times: [Double] = []
            for _ in 0..<21 {
                let started = ContinuousClock.now
                _ = try await bus.client.send(RedisCommand("PING"))
                times.append((ContinuousClock.now - started) / .milliseconds(1))
            }
            return times.sorted()[10]
        }
    }

    private static func text(_ report: ScaleReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private func verdict(_ report: ScaleReport) throws(CommandError) {
        let needed = report.rows(.up)
        if !needed.isEmpty {
            throw CommandError(line: "scale up: \(needed.map { "\($0.name) to \($0.advisedReplicas)" }.joined(separator: ", "))", code: 3)
        }
        let helpless = report.rows(.cannotHelp)
        if !helpless.isEmpty {
            throw CommandError(
                line: "no room is left, and replicas do not bring any: \(helpless.map(\.name).joined(separator: ", "))", code: 4)
        }
    }
}
