import Foundation

/// Looks at the metrics of many processes twice.
struct MetricsReader: Sendable {
    let targets: [MetricsTarget]
    let window: Duration

    struct Reading: Sendable {
        var system: SystemWindow
        /// Who did not answer, or began anew in between.
        var missing: [String]
    }

    func read() async throws -> Reading {
        let first = await look()
        try await Task.sleep(for: window)
        let second = await look()
        var windows: [ProcessWindow] = []
        for target in targets {
            guard let before = first[target], let after = second[target] else { continue }
            windows.append(
                ProcessWindow(
                    target: target.name, first: before.snapshot, second: after.snapshot, seconds: (after.at - before.at) / .seconds(1)))
        }
        let system = SystemWindow(windows)
        let seen = Set(system.processes.map(\.target))
        return Reading(system: system, missing: targets.map(\.name).filter { !seen.contains($0) })
    }

    private struct Look: Sendable {
        let at: ContinuousClock.Instant
        let snapshot: MetricsSnapshot
    }

    private func look() async -> [MetricsTarget: Look] {
        await withTaskGroup(of: (MetricsTarget, Look?).self) { group in
            for target in targets { group.addTask { (target, await Self.look(at: target)) } }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    private static func look(at target: MetricsTarget) async -> Look? {
        guard let reply = await LocalHTTP.get("/metrics", address: target.address, port: target.port), reply.status == 200 else {
            return nil
        }
        return Look(at: .now, snapshot: MetricsSnapshot(reply.body))
    }
}
