import Glibc
import Logging
import NIOCore
import NIOPosix
import Observability
import ServiceLifecycle
import Synchronization
import Testing

@testable import Runtime

@Suite(.timeLimit(.minutes(1))) struct InternalServerTests {
    @Test func answersItsFourPaths() async throws {
        let registry = MetricsRegistry()
        registry.counter("a_total", help: "A.").increment()
        let monitor = HealthMonitor([
            HealthCheck("redis", isCritical: true) { .healthy },
            HealthCheck("plex", isCritical: false) { .degraded("away") },
        ])
        try await withServer(monitor, registry) { address in
            let live = try await get("/health/live", from: address)
            #expect(live.hasPrefix("HTTP/1.1 200") && live.hasSuffix("{\"status\":\"alive\"}"))
            let ready = try await get("/health/ready", from: address)
            #expect(ready.hasPrefix("HTTP/1.1 200") && !ready.contains("plex"))
            let report = try await get("/health", from: address)
            #expect(report.hasPrefix("HTTP/1.1 200") && report.contains("\"plex\":{\"status\":\"degraded\""))
            let metrics = try await get("/metrics", from: address)
            #expect(metrics.contains("text/plain; version=0.0.4") && metrics.contains("a_total 1\n"))
            #expect(try await get("/health/other", from: address).hasPrefix("HTTP/1.1 404"))
            #expect(try await get("/health", from: address, method: "POST").hasPrefix("HTTP/1.1 405"))
        }
    }

    @Test func isAliveButNotReadyWithoutACriticalDependency() async throws {
        let monitor = HealthMonitor([HealthCheck("redis", isCritical: true) { .unhealthy("connection refused") }])
        try await withServer(monitor) { (address) async throws in
            #expect(try await get("/health/live", from: address).hasPrefix("HTTP/1.1 200"))
            #expect(try await get("/health/ready", from: address).hasPrefix("HTTP/1.1 503"))
            #expect(try await get("/health", from: address).hasPrefix("HTTP/1.1 503"))
        }
    }

    @Test func theProbeSeesReadinessAndSilence() async throws {
        let isReady = Mutex(true)
        let monitor = HealthMonitor([
            HealthCheck("redis", isCritical: true) { isReady.withLock { $0 } ? .healthy : .unhealthy("gone") }
        ])
        var address = InternalAddress(host: "127.0.0.1", port: 0)
        try await withServer(monitor) { (bound) async throws in
            address = bound
            #expect(try await probe(bound))
            #expect(try await probe(InternalAddress(host: "0.0.0.0", port: bound.port)))
            isReady.withLock { $0 = false }
            #expect(try await probe(bound) == false)
        }
        #expect(try await probe(address) == false)
    }

    @Test func theHealthFlagEndsAProcessThatFindsNobodyWithCode1() async throws {
        await HealthProbe.exitIfAsked(.media, arguments: ["media"])
        await #expect(processExitsWith: .exitCode(1)) {
            setenv("INTERNAL_PORT", "1", 1)
            await HealthProbe.exitIfAsked(.media, arguments: ["media", "--health"])
        }
    }

    /// Runs a server on a free port of one event loop, stops it gracefully and waits for its end.
    private func withServer(
        _ monitor: HealthMonitor, _ registry: MetricsRegistry = MetricsRegistry(),
        _ body: (InternalAddress) async throws -> Void
    ) async throws {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = InternalServer(
            address: InternalAddress(host: "127.0.0.1", port: 0), monitor: monitor, registry: registry,
            eventLoopGroup: loops, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onBound: { port.yield($0) })
        let group = ServiceGroup(services: [server], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let running: Void = group.run()
        for await port in ports {
            try await body(InternalAddress(host: "127.0.0.1", port: port))
            break
        }
        await group.triggerGracefulShutdown()
        try await running
        try await loops.shutdownGracefully()
    }

    private func get(_ path: String, from address: InternalAddress, method: String = "GET") async throws -> String {
        try await NIOThreadPool.singleton.runIfActive {
            guard let socket = ProbeSocket(host: address.host, port: address.port, patience: .seconds(5)) else { return "" }
            defer { socket.close() }
            _ = socket.send("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return socket.receive(limit: 65536)
        }
    }

    private func probe(_ address: InternalAddress) async throws -> Bool {
        try await NIOThreadPool.singleton.runIfActive { HealthProbe.isReady(address, patience: .seconds(5)) }
    }
}
