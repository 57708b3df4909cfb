import Foundation

/// What `medianest scale` says, as people read it.
struct ScaleTables {
    let report: ScaleReport

    var lines: [String] {
        var lines = report.machines.map { machine in
            "machine \(machine.host.prefix(8)): \(figure(machine.busy)) of \(Int(machine.cores)) cores at work"
        }
        if let redis = report.redis { lines.append("Redis answers in \(figure(redis)) ms") }
        for name in report.missing { lines.append("\(name) did not answer, or began anew: it is left out") }
        lines.append("")
        lines += table.lines
        lines.append("")
        lines += report.rows.filter { $0.action != .tooLittle || report.rows.count == 1 }.map(Self.sentence)
        let quiet = report.rows(.tooLittle).map(\.name)
        if !quiet.isEmpty { lines.append("too little to judge in \(Int(report.seconds.rounded())) s: \(quiet.joined(separator: ", "))") }
        return lines
    }

    private var table: Table {
        var table = Table(["SERVICE", "REPLICAS", "RATE/S", "BUSIEST", "BUSY", "P95, MS", "MODEL", "ADVICE", "P95 THEN"])
        for row in report.rows {
            table.add([
                row.name == row.service ? row.name : "\(row.service): \(row.name)", "\(row.replicas)", Self.short(row.rate),
                row.tightest ?? "", row.utilisation.map(percent) ?? "", Self.time(row.p95), Self.model(row, row.modelP95),
                Self.advice(row), row.action == .up || row.action == .down ? Self.model(row, row.predictedP95) : "",
            ])
        }
        return table
    }

    private static func advice(_ row: ScaleReport.Row) -> String {
        switch row.action {
        case .up: "up to \(row.advisedReplicas)"
        case .down: "down to \(row.advisedReplicas)"
        case .stay: "stay"
        case .cannotHelp: "cannot help"
        case .tooLittle: "?"
        }
    }

    private static func sentence(_ row: ScaleReport.Row) -> String {
        "\(row.name): \(row.reason)\(row.metric.map { " [\($0)]" } ?? "")"
    }

    /// What the model has no figure for, though there is traffic, grows.
    private static func model(_ row: ScaleReport.Row, _ value: Double?) -> String {
        value == nil && row.action != .tooLittle ? "grows" : time(value)
    }

    private static func time(_ milliseconds: Double?) -> String {
        milliseconds.map { $0 < 10 ? figure($0) : "\(Int($0.rounded()))" } ?? "-"
    }

    private static func short(_ rate: Double) -> String { String(format: rate < 10 ? "%.1f" : "%.0f", rate) }
}
