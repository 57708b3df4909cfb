import Foundation
import Logging
import Observability
import ServiceLifecycle
import Testing

@testable import Runtime

/// Each test is a process of its own, because it is ended by a signal.
@Suite(.timeLimit(.minutes(1))) struct ServiceRunTests {
    private struct ClosureService: Service {
        let body: @Sendable () async throws -> Void
        func run() async throws { try await body() }
    }

    private static func run(
        _ monitor: HealthMonitor = HealthMonitor(), drain: Duration, _ services: (@Sendable () async throws -> Void)...
    ) async throws {
        let shutdown = ShutdownConfiguration(drain: drain, cancellation: .zero)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await ServiceRun(
            services.map(ClosureService.init), monitor: monitor, shutdown: shutdown, logger: logger
        ).run()
    }

    @Test func onSIGTERMReadinessEndsFirstThenServicesStopInReverse() async throws {
        let result = try await #require(processExitsWith: .exitCode(0), observing: [\.standardOutputContent]) {
            let monitor = HealthMonitor()
            try await Self.run(
                monitor, drain: .seconds(30),
                {
                    try await gracefulShutdown()
                    print("first stops")
                },
                {
                    kill(getpid(), SIGTERM)
                    try await gracefulShutdown()
                    print("second stops, ready: \(await monitor.readiness().level)")
                })
            exit(0)
        }
        let lines = String(decoding: result.standardOutputContent, as: UTF8.self)
        #expect(lines.contains("second stops, ready: unhealthy\nfirst stops\n"))
    }

    @Test func whatIsNotDrainedInTimeIsCancelled() async {
        await #expect(processExitsWith: .exitCode(0)) {
            try await Self.run(drain: .milliseconds(50)) {
                kill(getpid(), SIGTERM)
                try? await Task.sleep(for: .seconds(3600))
            }
            exit(0)
        }
    }

    @Test func whatIgnoresItsCancellationIsEndedByForce() async throws {
        let result = try await #require(processExitsWith: .exitCode(70), observing: [\.standardErrorContent]) {
            try await Self.run(drain: .milliseconds(10)) {
                kill(getpid(), SIGTERM)
                await Task.detached { try? await Task.sleep(for: .seconds(3600)) }.value
            }
        }
        #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("shutdown took too long"))
    }

    @Test func aServiceThatFailsEndsTheOthersAndTheErrorComesOut() async {
        await #expect(processExitsWith: .exitCode(3)) {
            struct Broken: Error {}
            do {
                try await Self.run(drain: .seconds(30), { try await gracefulShutdown() }, { throw Broken() })
            } catch is Broken {
                exit(3)
            } catch {
                exit(4)
            }
        }
    }
}
