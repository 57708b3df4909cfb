/// Reads libpq's report of a failed attempt to connect.
struct ConnectFailure {
    let error: PostgresError

    /// `report` is in the verbose format: `… FATAL:  28P01: password authentication failed …`, then `LOCATION: …`.
    init(_ report: String) {
        let lines = report.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") && !$0.hasPrefix("ROUTINE:") }
        error = PostgresError(.connectFailed, lines.joined(separator: " "), sqlState: Self.state(in: report)).explained
    }

    private static func state(in report: String) -> SQLState? {
        for part in report.split(separator: " ") where part.utf8.count == 6 && part.hasSuffix(":") {
            let code = part.dropLast()
            guard code.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }),
                code.utf8.contains(where: { (48...57).contains($0) })
            else { continue }
            return SQLState(rawValue: String(code))
        }
        return nil
    }
}

extension PostgresError {
    /// Trying again cannot help: wrong role, password, database or pool mode.
    var isHopelessToRetry: Bool {
        if isRefusedByPooler { return true }
        guard code == .connectFailed, let sqlState else { return false }
        return sqlState.errorClass == "28" || sqlState.errorClass == "3D"
    }
}
