/// What a whole system did between two looks.
struct SystemWindow: Sendable {
    let processes: [ProcessWindow]

    init(_ processes: [ProcessWindow]) { self.processes = processes.filter { !$0.hasRestarted } }

    var seconds: Double { processes.map(\.seconds).max() ?? 0 }

    /// By what tells them apart. Every process of a machine tells of all of it; the first is believed.
    var machines: [String: Machine] {
        var machines: [String: Machine] = [:]
        for process in processes where machines[process.host] == nil {
            guard let cores = process.gauge("system_cpu_logical_count") else { continue }
            let name = "system_cpu_time_seconds_total"
            let idle = process.rate(name, ["state": "idle"]) + process.rate(name, ["state": "iowait"])
            machines[process.host] = Machine(cores: cores, busy: max(0, process.rate(name) - idle))
        }
        return machines
    }

    func replicas(of service: String) -> [ProcessWindow] { processes.filter { $0.service == service } }

    /// The services that there are, in a fixed order.
    var services: [String] { Set(processes.compactMap(\.service)).sorted() }

    func machine(of processes: [ProcessWindow]) -> Machine {
        let all = machines
        return Set(processes.map(\.host)).compactMap { all[$0] }.reduce(Machine(cores: 0, busy: 0), +)
    }
}

extension [ProcessWindow] {
    func growth(_ name: String, _ filter: ProcessWindow.Filter = [:]) -> Double { reduce(0) { $0 + $1.growth(name, filter) } }
    func rate(_ name: String, _ filter: ProcessWindow.Filter = [:]) -> Double { reduce(0) { $0 + $1.rate(name, filter) } }
    func buckets(
        _ name: String, _ filter: ProcessWindow.Filter = [:], where isWanted: (ProcessWindow.Filter) -> Bool = { _ in true }
    ) -> Buckets { reduce(Buckets()) { $0 + $1.buckets(name, filter, where: isWanted) } }

    /// The greatest that one of them tells.
    func most(_ name: String, _ filter: ProcessWindow.Filter = [:]) -> Double? { compactMap { $0.gauge(name, filter) }.max() }

    func moments(_ name: String, _ filter: ProcessWindow.Filter = [:]) -> Moments {
        let sums = map { $0.sums(name, filter) }
        return Moments(
            count: sums.reduce(0) { $0 + $1.count }, sum: sums.reduce(0) { $0 + $1.sum }, squares: sums.reduce(0) { $0 + $1.squares })
    }

    var processor: Double { rate("process_cpu_seconds_total") + rate("process_children_cpu_seconds_total") }
}
