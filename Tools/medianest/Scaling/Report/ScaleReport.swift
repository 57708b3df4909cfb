import Foundation

/// What `medianest scale` says, as programs read it. Times are in milliseconds; an absent one is of a line that grows, or not known.
struct ScaleReport: Codable, Sendable {
    struct Row: Codable, Sendable {
        /// A service, or a type of job.
        var name: String
        /// The service whose replicas it is about.
        var service: String
        var replicas: Int
        /// Requests or jobs that came, a second.
        var rate: Double
        var tightest: String?
        var utilisation: Double?
        var p95: Double?
        /// What the model says to the same replicas.
        var modelP95: Double?
        var action: Advice.Action
        var advisedReplicas: Int
        var predictedP95: Double?
        var reason: String
        var metric: String?
        /// Jobs in the line, and how long the first has stood there.
        var waiting: Int?
        var oldestSeconds: Double?
    }
    struct MachineRow: Codable, Sendable {
        var host: String
        var cores: Double
        var busy: Double
    }

    var seconds: Double
    var targetP95: Double
    var targetJobsSeconds: Double
    var machines: [MachineRow]
    var services: [Row]
    var jobs: [Row]
    /// Median round trip to Redis.
    var redis: Double?
    var missing: [String]

    init(_ reading: MetricsReader.Reading, _ targets: Targets, service: String?) {
        let system = reading.system
        seconds = system.seconds
        (targetP95, targetJobsSeconds) = (targets.p95 * 1000, targets.jobs)
        machines = system.machines.map { MachineRow(host: $0, cores: $1.cores, busy: $1.busy) }.sorted { $0.host < $1.host }
        services = system.services.filter { service == nil || $0 == service }.compactMap(system.load).map { Row($0, targets) }
        jobs = service == nil || service == "workers" ? system.jobs.map { Row($0, targets) } : []
        missing = reading.missing
    }

    var rows: [Row] { services + jobs }
    func rows(_ action: Advice.Action) -> [Row] { rows.filter { $0.action == action } }
}

extension ScaleReport.Row {
    fileprivate init(_ load: ServiceLoad, _ targets: Targets) {
        let advisor = ServiceAdvisor(load, targets)
        let line = advisor.now.tightest
        self.init(
            name: load.service, service: load.service, replicas: load.replicas, rate: load.offered, tightest: line?.name,
            utilisation: line?.utilisation, p95: load.responses.p95, modelP95: advisor.now.p95, advisor.advice())
    }

    fileprivate init(_ load: JobLoad, _ targets: Targets) {
        let advisor = JobAdvisor(load: load, targets: targets)
        self.init(
            name: load.type, service: "workers", replicas: load.replicas, rate: load.arrivals, tightest: "job slots",
            utilisation: advisor.station(load.replicas).utilisation, p95: advisor.measuredP95, modelP95: advisor.p95(load.replicas),
            advisor.advice())
        (waiting, oldestSeconds) = (Int(load.waiting), load.oldest)
    }

    private init(
        name: String, service: String, replicas: Int, rate: Double, tightest: String?, utilisation: Double?, p95: Double?,
        modelP95: Double?, _ advice: Advice
    ) {
        self.init(
            name: name, service: service, replicas: replicas, rate: rate, tightest: tightest, utilisation: utilisation,
            p95: Self.milliseconds(p95), modelP95: advice.action == .tooLittle ? nil : Self.milliseconds(modelP95), action: advice.action,
            advisedReplicas: advice.replicas, predictedP95: Self.milliseconds(advice.p95), reason: advice.reason, metric: advice.metric)
    }

    /// JSON has no infinity.
    private static func milliseconds(_ seconds: Double?) -> Double? {
        seconds.flatMap { $0.isFinite ? ($0 * 100_000).rounded() / 100 : nil }
    }
}
