import Contracts
import Foundation
import Runtime

/// What the services say of themselves on their internal ports.
struct HealthTable: Sendable {
    private struct Report: Decodable {
        struct Check: Decodable {
            let status: String
        }
        let status: String
        let checks: [String: Check]?
    }

    private(set) var table = Table(["SERVICE", "PORT", "HEALTH", "CHECKS", "MS"])
    private(set) var unready: [String] = []

    /// Where services are that nobody gave another port.
    static let usual = ServiceName.allCases.map {
        RunningStack.Process(name: $0.rawValue, service: $0, internalPort: $0.defaultInternalPort)
    }

    static func read(_ processes: [RunningStack.Process]) async -> HealthTable {
        let rows = await withTaskGroup(of: (Int, [String]).self) { group in
            for (index, process) in processes.enumerated() { group.addTask { (index, await row(process)) } }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var result = HealthTable()
        for index in processes.indices {
            guard let row = rows[index] else { continue }
            result.table.add(row)
            if !["healthy", "degraded"].contains(row[2]) { result.unready.append(row[0]) }
        }
        return result
    }

    private static func row(_ process: RunningStack.Process) async -> [String] {
        let started = ContinuousClock.now
        let reply = await LocalHTTP.get("/health", port: process.internalPort)
        let milliseconds = Int((ContinuousClock.now - started) / .milliseconds(1))
        let facts = [process.name, "\(process.internalPort)"]
        guard let reply else { return facts + ["no answer", "", ""] }
        guard let report = try? JSONDecoder().decode(Report.self, from: Data(reply.body.utf8)) else {
            return facts + ["HTTP \(reply.status)", "", "\(milliseconds)"]
        }
        let checks = (report.checks ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.status)" }
        return facts + [report.status, checks.joined(separator: ", "), "\(milliseconds)"]
    }
}
