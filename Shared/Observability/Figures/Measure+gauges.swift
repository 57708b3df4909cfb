extension Measurement {
    /// The figure as a metric, under its measure's name; nil where metrics have it already, or make it themselves.
    package func gauge(service: String? = nil) -> MetricSample? {
        guard let (help, label) = measure.description else { return nil }
        let name = measure.rawValue
        switch (service, label, subject) {
        case (let service?, let label?, let subject?): return .gauge(name, help: help, labels: ["service": service, label: subject], value)
        case (let service?, _, _): return .gauge(name, help: help, labels: ["service": service], value)
        case (nil, let label?, let subject?): return .gauge(name, help: help, labels: [label: subject], value)
        default: return .gauge(name, help: help, value)
        }
    }
}

extension Measure {
    /// What it is, and what its subject is called.
    fileprivate var description: (help: String, label: String?)? {
        switch self {
        case .memoryGrowth: ("Steady rise of the memory within the last hour, as a share; 0 without one.", nil)
        case .healthCheckTime: ("Median time of the last runs of a health check.", "check")
        case .failingCheck: ("1 while a critical health check is unhealthy.", "check")
        case .degradedCheck: ("1 while a health check is not well and the process can serve all the same.", "check")
        case .outboxAge: ("Age of the oldest fact or job that is committed and not published.", nil)
        case .deadLetters: ("Entries that nobody could handle. Every replica of a service tells the same.", "stream")
        case .diskUse: ("Share of the storage folder's file system that is taken.", nil)
        case .requestAge: ("Age of the oldest request that no replica has read.", nil)
        case .eventAge: ("Age of the oldest fact that a service has not read.", "source")
        case .stalledQueue: ("How long the first job of a queue has been waiting of which none runs; 0 while one does.", "queue")
        case .redisMemoryUse: ("Share of Redis's memory limit that is used; 0 without a limit.", "store")
        case .replicas: ("Replicas of a service that report.", nil)
        default: nil
        }
    }
}
