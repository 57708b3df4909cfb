extension HealthReport {
    /// `{"status","timestamp","uptimeSeconds","checks":{name:{"status","durationMs","error"?}}}`
    package var json: String {
        var text = "{\"status\":\"\(level.rawValue)\",\"timestamp\":\"\(RFC3339.text(microseconds: timestamp))\""
        text += ",\"uptimeSeconds\":\(uptime.components.seconds),\"checks\":{"
        for (index, check) in checks.enumerated() {
            if index > 0 { text += "," }
            JSONText.append(check.name, to: &text)
            text += ":"
            Self.append(check, to: &text)
        }
        return text + "}}"
    }

    private static func append(_ check: HealthCheckResult, to text: inout String) {
        let milliseconds = (check.durationMilliseconds * 1000).rounded() / 1000
        text += "{\"status\":\"\(check.status.level.rawValue)\",\"durationMs\":\(milliseconds)"
        if let detail = check.status.detail {
            text += ",\"error\":"
            JSONText.append(detail, to: &text)
        }
        text += "}"
    }
}
