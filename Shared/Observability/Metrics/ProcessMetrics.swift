import Glibc

/// What the kernel knows about this process, under the names that Prometheus' own clients use.
package enum ProcessMetrics {
    package static func register(in registry: MetricsRegistry) {
        let started = startTime()
        registry.onCollect { samples(started: started) + MachineMetrics.samples() }
    }

    /// Values that cannot be read are left out.
    private static func samples(started: Double?) -> [MetricSample] {
        let fields = statFields()
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        let pages = Double(sysconf(Int32(_SC_PAGESIZE)))
        let cpu = (Double(fields[11] ?? "") ?? 0) + (Double(fields[12] ?? "") ?? 0)
        var samples: [MetricSample] = []
        if !fields.isEmpty {
            samples.append(.counter("process_cpu_seconds_total", help: "User and system time spent.", cpu / ticks))
            let children = (Double(fields[13] ?? "") ?? 0) + (Double(fields[14] ?? "") ?? 0)
            samples.append(
                .counter(
                    "process_children_cpu_seconds_total", help: "User and system time of child processes that have ended.",
                    children / ticks))
        }
        if let resident = fields[21].flatMap(Double.init) {
            samples.append(.gauge("process_resident_memory_bytes", help: "Resident memory.", resident * pages))
        }
        // The descriptor that counts the others is itself one of them.
        if let open = ProcFile.entryCount("/proc/self/fd") {
            samples.append(.gauge("process_open_fds", help: "Open file descriptors.", Double(open - 1)))
        }
        if let started {
            samples.append(
                .gauge("process_start_time_seconds", help: "Start of the process since the Unix epoch.", started))
        }
        return samples
    }

    /// `/proc/self/stat` from its third field on, by position; the second is a name that may hold spaces and brackets.
    private static func statFields() -> [Int: String] {
        guard let text = ProcFile.text("/proc/self/stat"), let end = text.lastIndex(of: ")") else { return [:] }
        let fields = text[text.index(after: end)...].split(whereSeparator: \.isWhitespace)
        return Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($0.offset, String($0.element)) })
    }

    private static func startTime() -> Double? {
        guard
            let sinceBoot = statFields()[19].flatMap(Double.init),
            let bootLine = ProcFile.text("/proc/stat", limit: 1 << 16)?.split(separator: "\n")
                .first(where: { $0.hasPrefix("btime ") }),
            let boot = Double(bootLine.dropFirst("btime ".count))
        else { return nil }
        return boot + sinceBoot / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
