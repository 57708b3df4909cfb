/// A queueing model of one service. With the replicas that it has it says what should be measured; with more, what to expect.
///
/// A request passes lines: the stream, before the slots of all replicas; the event loops; within its handler the hashing threads and the
/// Postgres connections. Each is an M/G/c `Station`. What is left of the handler's time when the measured waits are taken away is work, which
/// does not depend on the replicas. Servers that compute are at most as many as the machine has cores for (operational laws: Denning and
/// Buzen, 1978); replicas on the same machine bring no cores.
struct ServiceModel: Sendable {
    let load: ServiceLoad
    /// Waits below this part of the handler's time are not worth a model of their own: the measured histogram is taken as it is.
    private static let negligible = 0.05
    /// The part of a machine that its other processes cannot take.
    private static let fairShare = 0.25

    func forecast(_ replicas: Int) -> Forecast {
        let way = way(replicas)
        let lines = [way.slots, way.loop, way.hashing, way.pool].compactMap(\.self)
        return Forecast(replicas: replicas, lines: lines, p95: response(way).p95)
    }

    private struct Way {
        var slots: Line?
        var loop: Line
        var hashing: Line?
        var pool: Line?
        /// Of a handler, its waits included.
        var handling: Double
    }

    private func way(_ replicas: Int) -> Way {
        let hashing = load.hashing.flatMap { hashingLine($0, replicas) }
        let pool = load.pool.flatMap { poolLine($0, replicas) }
        let loop = loopLine(replicas)
        var handling = work.mean + loop.station.meanWait - loopLine(load.replicas).station.finiteWait
        if let hashing { handling += visits(load.hashing) * ((load.hashing?.service.mean ?? 0) + hashing.station.meanWait) }
        if let pool { handling += visits(load.pool) * pool.station.meanWait }
        let slots = load.slots.map { slots in
            // As it varies now: what waits inside a handler varies, too.
            let service = Moments(mean: handling.isFinite ? max(0, handling) : load.handling.mean, variation: load.handling.variation)
            return Line(kind: .slots, station: Station(arrivals: load.offered, service: service, servers: slots * replicas))
        }
        return Way(slots: slots, loop: loop, hashing: hashing, pool: pool, handling: handling)
    }

    private func response(_ way: Way) -> Response {
        let now = load.replicas == 0 ? way.loop : loopLine(load.replicas)
        let stream = way.slots?.station.wait ?? .none
        let pool = way.pool.map { scaled($0.station.wait, visits(load.pool)) } ?? .none
        let share = min(1, visits(load.hashing))
        var kinds: [Response.Kind] = []
        if let hashing = way.hashing, let derivation = load.hashing?.service, share > 0.01 {
            kinds.append(.init(weight: share, work: Spread(work + derivation), wait: stream + pool + hashing.station.wait))
        }
        if kinds.isEmpty || share < 0.99 {
            let isMeasured = kinds.isEmpty && max(pool.mean, load.pool?.meanWait ?? 0) < Self.negligible * load.handling.mean
            let measured = isMeasured ? Spread(load.handlers) : nil
            kinds.append(.init(weight: kinds.isEmpty ? 1 : 1 - share, work: measured ?? Spread(work), wait: stream + pool))
        }
        return Response(kinds: kinds, overhead: overhead + way.loop.station.meanWait - now.station.finiteWait)
    }

    /// Of a handler, without what it waited for and without deriving keys.
    private var work: Moments {
        let (hash, pool) = (visits(load.hashing), visits(load.pool))
        let waits = hash * ((load.hashing?.meanWait ?? 0) + (load.hashing?.service.mean ?? 0)) + pool * (load.pool?.meanWait ?? 0)
        // Where only some requests stand in a line their kinds differ by more than their work does: then nothing is known of that.
        let isOneKind = hash < 0.01
        return Moments(mean: load.handling.mean - waits, variation: isOneKind ? load.handling.variation : min(1, load.handling.variation))
    }

    /// Uses of a line by one request.
    private func visits(_ line: InnerLine?) -> Double {
        guard let line, load.offered > 0 else { return 0 }
        return line.rate / load.offered
    }

    private func scaled(_ wait: Wait, _ visits: Double) -> Wait {
        Wait(probability: min(1, wait.probability * max(1, visits)), mean: wait.mean * visits)
    }

    /// The way to the service and back, and what waits in the stream beyond what the model can tell.
    private var overhead: Double {
        let transport = load.responses.mean.map { max(0, $0 - load.streamWait - load.handling.mean) } ?? 0
        let modelled = way(load.replicas).slots?.station.meanWait ?? 0
        return transport + (modelled.isFinite ? max(0, load.streamWait - modelled) : 0)
    }

    private func loopLine(_ replicas: Int) -> Line {
        let cost = load.offered > 0 ? load.loops.busy / load.offered : 0
        let busy = Moments(mean: cost, variation: 1)
        return computing(
            .loop, load.offered, busy, cost: cost, threads: (load.loops.perReplica * load.replicas, load.loops.perReplica * replicas),
            own: load.loops.busy)
    }

    private func hashingLine(_ line: InnerLine, _ replicas: Int) -> Line? {
        guard line.rate > 0 else { return nil }
        let cost = line.processor ?? line.service.mean
        return computing(
            .hashing, line.rate, line.service, cost: cost,
            threads: (line.serversPerReplica * load.replicas, line.serversPerReplica * replicas),
            own: line.rate * cost)
    }

    /// Servers that compute: at most one for each core that is free for them.
    ///
    /// - Parameter own: cores that the line uses now, of those that are at work.
    private func computing(
        _ kind: Line.Kind, _ rate: Double, _ service: Moments, cost: Double, threads: (now: Int, then: Int), own: Double
    ) -> Line {
        let left = load.machine.cores - max(0, load.machine.busy - own)
        // The scheduler is fair: neighbours that compute all the time do not take everything.
        let free = max(left, load.machine.cores * Self.fairShare)
        // Half of a core and more is taken for one, and is slower.
        let servers = min(threads.then, max(1, Int(free.rounded())))
        // The measured time counts threads that wait for each other's core, where they are more than there are cores.
        let alone = Double(threads.now) > free ? cost : service.mean
        let mean = max(alone, cost * Double(servers) / free)
        let station = Station(arrivals: rate, service: Moments(mean: mean, variation: service.variation), servers: servers)
        return Line(kind: kind, station: station, isBoundByCores: Double(threads.then) > free)
    }

    private func poolLine(_ line: InnerLine, _ replicas: Int) -> Line? {
        guard line.rate > 0 else { return nil }
        return Line(
            kind: .pool,
            station: Station(arrivals: line.rate, service: line.service, servers: line.serversPerReplica * replicas))
    }
}

extension Station {
    /// The mean wait, or none where the line grows: what was measured then holds it already.
    var finiteWait: Double { isStable ? meanWait : 0 }
}
