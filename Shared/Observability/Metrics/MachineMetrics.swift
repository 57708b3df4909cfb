import Glibc

/// What the machine has and does, under OpenTelemetry's names. Processes of one machine tell the same.
/// Source: opentelemetry.io/docs/specs/semconv/system/system-metrics.
enum MachineMetrics {
    static func samples() -> [MetricSample] {
        var samples: [MetricSample] = [
            .gauge("system_cpu_logical_count", help: "Processors that are online.", Double(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        ]
        for (state, seconds) in times() {
            samples.append(
                .counter(
                    "system_cpu_time_seconds_total", help: "Time of all processors, by what they did.", labels: ["state": state], seconds))
        }
        if let cores = limit() {
            samples.append(.gauge("process_cpu_limit_cores", help: "Processors that the control group allows.", cores))
        }
        return samples
    }

    /// The same in all containers of a machine, and another after its next start.
    static let identity = ProcFile.text("/proc/sys/kernel/random/boot_id").map { $0.filter { !$0.isNewline } } ?? "unknown"

    /// Of the first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal.
    private static func times() -> [(String, Double)] {
        guard let line = ProcFile.text("/proc/stat", limit: 512)?.split(separator: "\n").first else { return [] }
        let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard ticks.count >= 8 else { return [] }
        let unit = Double(sysconf(Int32(_SC_CLK_TCK)))
        return [
            ("user", ticks[0]), ("nice", ticks[1]), ("system", ticks[2]), ("idle", ticks[3]), ("iowait", ticks[4]),
            ("interrupt", ticks[5] + ticks[6]), ("steal", ticks[7]),
        ].map { ($0, $1 / unit) }
    }

    /// `cpu.max` of control groups version 2: a quota and a period in microseconds. Nil where nothing is limited.
    private static func limit() -> Double? {
        guard let group = ProcFile.text("/proc/self/cgroup")?.split(separator: "\n").first(where: { $0.hasPrefix("0::") }),
            let text = ProcFile.text("/sys/fs/cgroup\(group.dropFirst(3))/cpu.max")
        else { return nil }
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        return numbers.count == 2 && numbers[1] > 0 ? numbers[0] / numbers[1] : nil
    }
}
