import Foundation

/// Says how many replicas a service should have. Pure: what was measured goes in, advice comes out.
struct ServiceAdvisor: Sendable {
    let load: ServiceLoad
    let targets: Targets
    let now: Forecast
    private let model: ServiceModel

    init(_ load: ServiceLoad, _ targets: Targets) {
        self.load = load
        self.targets = targets
        model = ServiceModel(load: load)
        now = model.forecast(load.replicas)
    }

    /// As callers saw it; without their metrics as the model has it.
    private var p95: Double { load.responses.p95 ?? now.p95 }

    func advice() -> Advice {
        guard load.requests >= Targets.leastCount else {
            return Advice(
                action: .tooLittle, replicas: load.replicas,
                reason: "\(Int(load.requests)) requests in the window say nothing; \(Int(Targets.leastCount)) do", metric: nil)
        }
        let isTight = (now.tightest?.utilisation ?? 0) > Targets.busiest
        if p95 > targets.p95 || isTight { return help() }
        return fewer() ?? stay("p95 is within the target and no line is busy")
    }

    private func help() -> Advice {
        let more = (load.replicas + 1...max(load.replicas + 1, targets.mostReplicas)).map(model.forecast)
        let enough = more.first { $0.p95 <= targets.p95 && ($0.tightest?.utilisation ?? 0) <= Targets.comfortable }
        // Where nothing is enough: the fewest that are nearly as good as the most.
        let best = enough ?? more.first { $0.p95 <= (more.last?.p95 ?? 0) * 1.05 } ?? now
        guard isWorthwhile(best) else { return cannotHelp() }
        guard let line = waiting else { return stay("nothing waits") }
        var reason = "\(line.name) are \(percent(line.utilisation)) busy"
        if let setting = line.setting { reason += " (another replica brings more; so does \(setting))" }
        if best.p95 > targets.p95 { reason += "; p95 stays above the target" }
        return Advice(action: .up, replicas: best.replicas, p95: best.p95, reason: reason, metric: line.metric)
    }

    private func isWorthwhile(_ then: Forecast) -> Bool {
        guard then.isStable else { return false }
        // A line that is only too full counts too: the p95 need not show it yet.
        let isRelieved = (now.tightest?.utilisation ?? 0) > Targets.busiest && (then.tightest?.utilisation ?? 0) <= Targets.busiest
        return isRelieved || then.p95 < now.p95 * (1 - Targets.worthwhile)
    }

    /// The line that a request waits in longest, or, where none waits yet, the busiest.
    private var waiting: Line? {
        let line = now.lines.max { $0.station.meanWait < $1.station.meanWait }
        return (line?.station.meanWait ?? 0) > 0 ? line : now.tightest
    }

    private func cannotHelp() -> Advice {
        if areCoresMissing { return full() }
        let tight = now.tightest.flatMap { $0.utilisation > Targets.busiest ? $0 : nil }
        return Advice(
            action: .cannotHelp, replicas: load.replicas, p95: now.p95,
            reason: tight.map { "\($0.name) stay too busy up to \(targets.mostReplicas) replicas" }
                ?? "hardly anything waits: an answer takes that long by itself, and replicas do not make work shorter; look at what it asks",
            metric: tight?.metric ?? "bus_handler_seconds")
    }

    /// The line that is too long has no more cores to spread over.
    private var areCoresMissing: Bool {
        if load.machine.isFull { return true }
        guard let line = waiting, line.utilisation > Targets.busiest || line.station.meanWait > now.p95 * 0.1 else { return false }
        return model.forecast(load.replicas + 1).lines.contains { $0.kind == line.kind && $0.isBoundByCores }
    }

    private func full() -> Advice {
        let (machine, others) = (load.machine, max(0, load.machine.busy - load.processor))
        return Advice(
            action: .cannotHelp, replicas: load.replicas, p95: now.p95,
            reason: """
                the cores are full: of \(figure(machine.cores)), \(load.service) uses \(figure(load.processor)) and everything else \
                \(figure(others)); more replicas share the same cores: move it to another machine, or give this one more
                """, metric: "system_cpu_time_seconds_total")
    }

    private func fewer() -> Advice? {
        guard load.replicas > 1 else { return nil }
        let enough = (1..<load.replicas).lazy.map(model.forecast).first {
            $0.p95 <= targets.p95 * 0.8 && ($0.tightest?.utilisation ?? 0) <= Targets.idle
        }
        guard let enough, let line = enough.tightest else { return nil }
        return Advice(
            action: .down, replicas: enough.replicas, p95: enough.p95,
            reason:
                "\(line.name) would be \(percent(line.utilisation)) busy\(enough.replicas == 1 ? "; one alone has nobody to take over" : "")",
            metric: line.metric)
    }

    private func stay(_ reason: String) -> Advice {
        Advice(action: .stay, replicas: load.replicas, p95: now.p95, reason: reason, metric: now.tightest?.metric)
    }
}

func percent(_ part: Double) -> String { "\(Int((part * 100).rounded())) %" }

/// Two figures behind the point.
func figure(_ value: Double) -> String { String(format: "%.2f", value) }
