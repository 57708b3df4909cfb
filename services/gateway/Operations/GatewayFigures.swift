import Caching
import Glibc
import MediaFiles
import Observability
import Resilience
import Synchronization

/// What a gateway measures of itself, beside what every process does: how its requests went, its cache, its breakers, its disk.
final class GatewayFigures: Sendable {
    private struct Windows {
        var api = HistogramWindow()
        var signIn = HistogramWindow()
        var statuses = CountWindow()
        var cache = CountWindow()
    }

    private let requests: RequestObserver
    private let cache: ResponseCache?
    private let upstreams: Upstreams
    private let storage: Storage
    private let certificate: ServerCertificate?
    private let windows = Mutex(Windows())

    init(_ gateway: Gateway, _ requests: RequestObserver, certificate: ServerCertificate?) {
        self.requests = requests
        (cache, upstreams, storage) = (gateway.responses, gateway.upstreams, gateway.storage)
        self.certificate = certificate
    }

    func measure(at now: ContinuousClock.Instant) async -> [Measurement] {
        var figures = windows.withLock { windows in
            windows.api.read(requests.askedTimes, at: now)
            windows.signIn.read(requests.signInTimes, at: now)
            windows.statuses.read(requests.statuses, at: now)
            if let cache { windows.cache.read([UInt64(cache.local.statistics.hits), UInt64(cache.local.statistics.misses)], at: now) }
            return Self.figures(windows)
        }
        for name in Upstreams.names {
            guard let breaker = upstreams[name]?.breaker else { continue }
            figures.append(Measurement(.openBreaker, breaker.mode == .open ? 1 : 0, of: name.rawValue))
        }
        if let certificate { figures.append(Measurement(.certificateRemaining, certificate.remaining() / .seconds(1))) }
        if let use = await diskUse() { figures.append(Measurement(.diskUse, use)) }
        return figures
    }

    private static func figures(_ windows: Windows) -> [Measurement] {
        var figures: [Measurement] = []
        if let time = windows.api.quantile(0.95) { figures.append(Measurement(.apiTime, time, samples: windows.api.samples)) }
        if let time = windows.signIn.quantile(0.95) { figures.append(Measurement(.loginTime, time, samples: windows.signIn.samples)) }
        if let (share, all) = share(of: windows.statuses.growth, last: 1) { figures.append(Measurement(.errorRate, share, samples: all)) }
        if let (misses, all) = share(of: windows.cache.growth, last: 1) {
            figures.append(Measurement(.cacheHits, 1 - misses, samples: all))
        }
        return figures
    }

    /// What share the last counters have of all.
    private static func share(of counts: [UInt64], last: Int) -> (share: Double, all: Int)? {
        let (all, wanted) = (counts.reduce(0, +), counts.suffix(last).reduce(0, +))
        return all == 0 ? nil : (Double(wanted) / Double(all), Int(all))
    }

    /// Nil where it cannot be told. On a thread for files: a network's disk may hang.
    private func diskUse() async -> Double? {
        try? await FileThreads.shared.run { [path = storage.path] _ -> Double? in
            var system = statvfs()
            guard statvfs(path, &system) == 0, system.f_blocks > 0 else { return nil }
            let used = Double(system.f_blocks - system.f_bfree)
            return used / (used + Double(system.f_bavail))
        }
    }
}
