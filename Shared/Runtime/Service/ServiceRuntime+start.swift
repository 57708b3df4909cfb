import Contracts
import Glibc
import Logging
import NIOCore
import NIOPosix
import Observability
import Redis
import ServiceLifecycle

extension ServiceRuntime {
    /// The whole of a service's `main`: reads and checks the configuration, opens what is needed, lets `build` compose the
    /// rest and runs it until SIGTERM. Does not return when it could not start: exit code 78 for a wrong configuration, 1 otherwise.
    package static func start<Configuration: ServiceConfiguration>(
        _ service: ServiceName, _ type: Configuration.Type,
        build: @escaping @Sendable (ServiceRuntime, Configuration) async throws -> [any Service]
    ) async {
        // A client that goes away must be an error of one write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        await HealthProbe.exitIfAsked(service)
        do {
            let reader = try await ConfigurationReader.reading()
            let common = CommonConfiguration(reader, service: service)
            let configuration = Configuration(reader)
            try reader.finish()
            common.logSettings.bootstrap()
            try await run(service, common, loops: configuration.eventLoops) { try await build($0, configuration) }
        } catch let error as ConfigurationError {
            ProcessExit.end(with: error)
        } catch {
            Logger(label: service.rawValue).critical("cannot go on", metadata: ["error": "\(error)"])
            exit(1)
        }
    }

    private static func run(
        _ service: ServiceName, _ common: CommonConfiguration, loops: Int,
        _ build: @escaping @Sendable (ServiceRuntime) async throws -> [any Service]
    ) async throws {
        let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
        // Beside it, not with it among them: what waits for a connection must not wait for handlers.
        let group: any EventLoopGroup = loops == 1 ? loop : MultiThreadedEventLoopGroup(numberOfThreads: loops)
        let executor = EventLoopExecutor(eventLoop: loop)
        try await withTaskExecutorPreference(executor) {
            let runtime = try await ServiceRuntime(service, common, loop: loop, group: group, executor: executor)
            try await runtime.run(try await build(runtime))
        }
    }

    private func run(_ services: [any Service]) async throws {
        ProcessMetrics.register(in: metrics)
        TargetInfo.register(in: metrics, service: service.rawValue, instance: configuration.instance)
        let clocks = LoopClocks(handlers: eventLoopGroup.next(), connections: connectionLoops)
        metrics.onCollect { clocks.samples() }
        collectRedisMetrics()
        measureItself()
        health.add(
            HealthCheck("redis", isCritical: true) { [redis] in
                do {
                    _ = try await redis.send(RedisCommand("PING"), deadline: .now + .seconds(2))
                    return .healthy
                } catch {
                    return .unhealthy("\(error)")
                }
            })
        let frame: [any Service] = [
            AtTheEnd { await self.close() },
            InternalServer(
                address: configuration.internalAddress, monitor: health, registry: metrics, eventLoopGroup: eventLoopGroup,
                logger: logger),
            Background("requester") { await self.requester.run() },
            Background("latecomers") { await self.connectLatecomers() },
            Background("reports") { await self.reporter.run() },
        ]
        logger.info("starting", metadata: ["instance": "\(configuration.instance)"])
        try await ServiceRun(frame + services, monitor: health, shutdown: configuration.shutdown, logger: logger).run()
        logger.info("stopped")
    }

    private var reporter: ReplicaReporter {
        ReplicaReporter(
            service: service, instance: configuration.instance, interval: configuration.reportInterval, figures: figures, redis: redis,
            logger: logger)
    }

    private func measureItself() {
        let (memory, checks) = (MemoryFigures(), HealthFigures(health))
        figures.add { memory.measure(at: $0) }
        figures.add { _ in await checks.measure() }
        metrics.onCollect { [figures] in figures.latest.compactMap { $0.gauge() } }
    }

    private func collectRedisMetrics() {
        metrics.onCollect { [redis] in
            let statistics = redis.statistics
            return [
                .counter(
                    "redis_commands_total", help: "Commands sent on the shared connection.", Double(statistics.sent)),
                .gauge("redis_waiting_commands", help: "Commands without a reply yet.", Double(statistics.waiting)),
                .counter("redis_reconnects_total", help: "Connections made again.", Double(statistics.reconnects)),
            ]
        }
    }
}
