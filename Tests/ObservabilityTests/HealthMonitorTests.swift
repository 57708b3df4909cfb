import Foundation
import Synchronization
import Testing

@testable import Observability

@Suite(.timeLimit(.minutes(1))) struct HealthMonitorTests {
    @Test(arguments: [
        ([(true, HealthStatus.healthy), (false, .healthy)], HealthLevel.healthy),
        ([(true, .healthy), (false, .unhealthy("plex is away"))], .degraded),
        ([(true, .degraded("slow")), (false, .healthy)], .degraded),
        ([(true, .unhealthy("gone")), (false, .healthy)], .unhealthy),
        ([], .healthy),
    ])
    func onlyACriticalCheckMakesTheWholeUnhealthy(_ checks: [(Bool, HealthStatus)], _ expected: HealthLevel) async {
        let monitor = HealthMonitor(
            checks.enumerated().map { index, check in
                HealthCheck("check-\(index)", isCritical: check.0) { check.1 }
            })
        #expect(await monitor.report().level == expected)
    }

    @Test func cancelsACheckThatIsOverItsTime() async {
        let (cancellations, cancelled) = AsyncStream.makeStream(of: Void.self)
        let monitor = HealthMonitor([
            HealthCheck("slow", isCritical: true, timeout: .milliseconds(20)) {
                try? await Task.sleep(for: .seconds(3600))
                cancelled.yield()
                return .healthy
            }
        ])
        let report = await monitor.report()
        #expect(report.level == .unhealthy)
        #expect(report.checks[0].duration >= .milliseconds(20))
        var iterator = cancellations.makeAsyncIterator()
        await iterator.next()
    }

    @Test func aCheckThatIgnoresCancellationNeitherHoldsTheReportNorPilesUp() async {
        let runs = Mutex(0)
        let (releases, release) = AsyncStream.makeStream(of: Void.self)
        let stuck = Task { for await _ in releases {} }
        let (returns, returned) = AsyncStream.makeStream(of: Void.self)
        let monitor = HealthMonitor([
            HealthCheck("stuck", isCritical: false, timeout: .milliseconds(10)) {
                runs.withLock { $0 += 1 }
                await stuck.value
                returned.yield()
                return .healthy
            }
        ])
        #expect(await monitor.report().checks[0].status.level == .unhealthy)
        #expect(await monitor.report().checks[0].status == .unhealthy("the previous check has not returned"))
        #expect(runs.withLock { $0 } == 1)
        release.finish()
        var iterator = returns.makeAsyncIterator()
        await iterator.next()
        while await monitor.report().level != .healthy { await Task.yield() }
        #expect(runs.withLock { $0 } == 2)
    }

    @Test func checksRunAtOnce() async {
        let meeting = Meeting(of: 2)
        let monitor = HealthMonitor(
            ["a", "b"].map { name in
                HealthCheck(name, isCritical: true) {
                    await meeting.arrive()
                    return .healthy
                }
            })
        #expect(await monitor.report().level == .healthy)
    }

    @Test func whoeverAsksMeanwhileSharesTheAnswer() async {
        let runs = Mutex(0)
        let (starts, started) = AsyncStream.makeStream(of: Void.self)
        let (releases, release) = AsyncStream.makeStream(of: Void.self)
        let released = Task { for await _ in releases {} }
        let monitor = HealthMonitor([
            HealthCheck("slow", isCritical: true) {
                runs.withLock { $0 += 1 }
                started.finish()
                await released.value
                return .healthy
            }
        ])
        async let first = monitor.report()
        for await _ in starts {}
        // Immediate: it has joined by the time this line returns.
        let others = (0..<20).map { _ in Task.immediate { await monitor.readiness() } }
        release.finish()
        #expect(await first.level == .healthy)
        for other in others { #expect(await other.value.level == .healthy) }
        #expect(runs.withLock { $0 } == 1)
    }

    @Test func readinessAsksCriticalChecksOnlyAndEndsWithDraining() async {
        let monitor = HealthMonitor([
            HealthCheck("redis", isCritical: true) { .healthy },
            HealthCheck("plex", isCritical: false) { .unhealthy("away") },
        ])
        let ready = await monitor.readiness()
        #expect(ready.level == .healthy)
        #expect(ready.checks.map(\.name) == ["redis"])
        monitor.beginDraining()
        #expect(await monitor.readiness().level == .unhealthy)
        #expect(await monitor.report().level == .degraded)
    }

    @Test func theReportIsJSON() async throws {
        let monitor = HealthMonitor([
            HealthCheck("redis", isCritical: true) { .healthy },
            HealthCheck("odd \"name\"", isCritical: false) { .degraded("line\nbreak\u{1b}") },
        ])
        let data = Data(await monitor.report().json.utf8)
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(json["status"] as? String == "degraded")
        #expect(try #require(json["uptimeSeconds"] as? Int) < 60)
        let timestamp = try #require(json["timestamp"] as? String)
        #expect(timestamp.count == 24 && timestamp.hasSuffix("Z"))
        let checks = try #require(json["checks"] as? [String: [String: Any]])
        #expect(checks["redis"]?["status"] as? String == "healthy")
        #expect(checks["redis"]?["durationMs"] is Double)
        #expect(checks["redis"]?["error"] == nil)
        #expect(checks["odd \"name\""]?["error"] as? String == "line\nbreak\u{1b}")
    }

    @Test func timestampsAreUTCWithMilliseconds() {
        #expect(RFC3339.text(microseconds: 0) == "1970-01-01T00:00:00.000Z")
        #expect(RFC3339.text(microseconds: 1_709_164_799_987_654) == "2024-02-28T23:59:59.987Z")
    }
}
