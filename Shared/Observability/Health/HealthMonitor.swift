import Synchronization

/// Runs the checks of a process.
///
/// Whoever asks while a check is running shares its answer, so a storm of probes costs one run. A check that did not
/// return after its timeout is not started again until it has: it is reported as unhealthy meanwhile.
package final class HealthMonitor: Sendable {
    private struct Entry {
        let check: HealthCheck
        var flight: Task<HealthCheckResult, Never>?
        var hasReturned = true
    }

    private struct State {
        var entries: [Entry] = []
        var isDraining = false
    }

    private let state = Mutex(State())
    private let started = ContinuousClock.now

    package init(_ checks: [HealthCheck] = []) {
        checks.forEach(add)
    }

    /// Names are unique: a second check of the same name is a mistake in the code.
    package func add(_ check: HealthCheck) {
        state.withLock { state in
            precondition(!state.entries.contains { $0.check.name == check.name }, "check \(check.name) exists already")
            state.entries.append(Entry(check: check))
        }
    }

    /// From now on `readiness()` is unhealthy, so that no new work is sent here while the rest is finished.
    package func beginDraining() {
        state.withLock { $0.isDraining = true }
    }

    /// Runs all checks at once, each under its own timeout.
    package func report() async -> HealthReport {
        await report { _ in true }
    }

    /// Whether this process can serve: critical checks only, and never while draining.
    package func readiness() async -> HealthReport {
        if state.withLock({ $0.isDraining }) {
            return report([
                HealthCheckResult(name: "draining", isCritical: true, status: .unhealthy("shutting down"), duration: .zero)
            ])
        }
        return await report { $0.isCritical }
    }

    private func report(of isWanted: (HealthCheck) -> Bool) async -> HealthReport {
        let flights = state.withLock { state in
            state.entries.indices.filter { isWanted(state.entries[$0].check) }.map { flight(of: $0, in: &state) }
        }
        var results: [HealthCheckResult] = []
        for flight in flights { results.append(await flight.value) }
        return report(results)
    }

    private func report(_ results: [HealthCheckResult]) -> HealthReport {
        HealthReport(checks: results, timestamp: RFC3339.now(), uptime: .now - started)
    }

    private func flight(of index: Int, in state: inout State) -> Task<HealthCheckResult, Never> {
        if let flight = state.entries[index].flight { return flight }
        let check = state.entries[index].check
        let isStuck = !state.entries[index].hasReturned
        // Unstructured: several callers share it, and it ends by its own timeout.
        let flight = Task { isStuck ? Self.stuck(check) : await self.run(check, at: index) }
        guard !isStuck else { return flight }
        state.entries[index].hasReturned = false
        state.entries[index].flight = flight
        return flight
    }

    private func run(_ check: HealthCheck, at index: Int) async -> HealthCheckResult {
        let begun = ContinuousClock.now
        let status = await CheckRace.status(of: check) {
            self.state.withLock { $0.entries[index].hasReturned = true }
        }
        state.withLock { $0.entries[index].flight = nil }
        return HealthCheckResult(
            name: check.name, isCritical: check.isCritical, status: status, duration: .now - begun)
    }

    private static func stuck(_ check: HealthCheck) -> HealthCheckResult {
        HealthCheckResult(
            name: check.name, isCritical: check.isCritical, status: .unhealthy("the previous check has not returned"),
            duration: .zero)
    }
}
