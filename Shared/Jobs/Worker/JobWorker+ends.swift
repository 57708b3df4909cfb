import Redis

extension JobWorker {
    /// Takes the first end of an attempt, to be told with others. Returns whether it was the first.
    @discardableResult
    func conclude(_ end: JobEnd) -> Bool {
        guard running.withLock({ $0.end(end) }) else { return false }
        metrics.ended(end.kind)
        hasEnds.raise()
        return true
    }

    /// Tells ends as they come: the first at once, and together those that come while others are on their way.
    func tellEnds() async {
        while await hasEnds.wait() { await tellAll() }
        await tellAll()
    }

    private func tellAll() async {
        while true {
            let batch = running.withLock { $0.takeEnds(Self.batch) }
            guard !batch.isEmpty else { return }
            await tell(batch)
            running.withLock { running in for end in batch { running.forget(end.entry) } }
            hasRoom.raise()
        }
    }

    /// Until Redis has heard it: said twice it counts once. What is never heard stays pending, and is run again.
    private func tell(_ ends: [JobEnd]) async {
        var arguments: [any RedisArgument] = [type.name]
        arguments.reserveCapacity(1 + 6 * ends.count)
        for end in ends { end.append(to: &arguments) }
        var tries = 0
        while true {
            do throws(RedisError) {
                let counted = try await client.run(JobScripts.end, arguments).decodedInt()
                metrics.lost(ends.count { $0.kind != .canary } - counted)
                return liveness.withLock { $0.passed(.now) }
            } catch {
                tries += 1
                guard isWorthAnother(error, tries) else {
                    return logger.warning(
                        "ends of jobs not told", metadata: ["type": "\(type.name)", "count": "\(ends.count)", "error": "\(error)"])
                }
                await pause(.milliseconds(100))
            }
        }
    }

    private func isWorthAnother(_ error: RedisError, _ tries: Int) -> Bool {
        if error.code == .closed { return false }
        if isStopping.load(ordering: .relaxed) { return tries < 20 }
        // A server that is starting, or busy, says so; anything else will not get better for long.
        guard let prefix = error.code.serverPrefix, !["LOADING", "BUSY", "MASTERDOWN", "READONLY", "TRYAGAIN"].contains(prefix) else {
            return true
        }
        return tries < 5
    }

    /// After a lapse of this worker's heartbeat: stops the handlers of jobs that others have taken over.
    func dropLostLeases() async throws {
        let leases = running.withLock { $0.leases }
        guard !leases.isEmpty else { return }
        let arguments = leases.flatMap { lease -> [any RedisArgument] in [lease.id, lease.attempt] }
        let held = try await client.run(JobScripts.holds, arguments).decodedArray()
        for (lease, isHeld) in zip(leases, held) where isHeld.int == 0 {
            guard let handler = running.withLock({ $0.lose(lease.entry) }) else { continue }
            metrics.lost(1)
            logger.warning("lease lost", metadata: ["job": "\(lease.id)", "type": "\(type.name)", "attempt": "\(lease.attempt)"])
            handler.cancel()
        }
    }
}
