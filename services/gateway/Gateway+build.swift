import Bus
import Contracts
import FoundationEssentials
import MediaFiles
import NIOCore
import Observability
import Redis
import Runtime
import ServiceLifecycle

extension Gateway {
    /// Puts the gateway together: what it believes, what it opens, and the port that it answers on.
    static func build(_ runtime: ServiceRuntime, _ configuration: GatewayConfiguration) async throws -> [any Service] {
        let revocations = Revocations()
        let keys = SigningKeys(bus: runtime.requester, logger: runtime.logger) { revocations.revoke(keys: $0) }
        let trust = TrustWatch(bus: runtime.requester, keys: keys, revocations: revocations, logger: runtime.logger)
        var gateway = Gateway(runtime, configuration, trust)
        gateway.upstreams = .observed(runtime.metrics, runtime.logger)
        var watches: [any Service] = []
        if configuration.cache.isOn {
            let (cache, watch) = try await ResponseCache.build(runtime, configuration.cache)
            gateway.responses = cache
            let warmUp = WarmUp(responder: GatewayResponder(gateway: gateway), cache: cache, logger: runtime.logger)
            watches = [
                Background("cache") {
                    // One ends before the other.
                    async let watching: Void = watch.run()
                    await warmUp.run()
                    await watching
                }
            ]
        }
        try await FileThreads.shared.run { [storage = gateway.storage] _ in try storage.prepare() }
        let tail = EventTail(
            source: .auth, client: runtime.redis, blocking: try await runtime.blockingClient("events:auth"), logger: runtime.logger)
        let tls = try await configuration.edge.tls?.open(metrics: runtime.metrics, logger: runtime.logger)
        let interval = runtime.configuration.reportInterval
        gateway.operatorViews = OperatorViews(redis: runtime.redis, patience: max(.seconds(15), interval * 6))
        let observer = RequestObserver(routes: Routes.all, metrics: gateway.metrics, logger: gateway.logger)
        let figures = GatewayFigures(gateway, observer, certificate: tls?.certificate)
        runtime.figures.add { await figures.measure(at: $0) }
        let alerts = AlertWatch(
            redis: runtime.redis, instance: runtime.configuration.instance, interval: interval,
            system: SystemFigures(redis: runtime.redis, cache: try await separateCache(runtime, configuration)),
            board: AlertBoard(runtime.metrics, rules: AlertRule.standard), logger: runtime.logger)
        let server = PublicServer(
            host: configuration.host, port: configuration.port, limits: configuration.limits,
            connection: ConnectionHandler(gateway, configuration, observer), eventLoopGroup: runtime.connectionLoops,
            executor: runtime.executor,
            logger: runtime.logger, edge: configuration.edge, certificate: tls?.certificate)
        let certificates = tls.map { tls in [Background("certificate") { try await tls.watch.run() }] } ?? []
        let live = try await LiveWatch.build(runtime, gateway.live.hub, trust.revocations)
        // Last, and so the first to stop: the server waits for answers to end, and these only end when they are told.
        return [Background("trust") { await trust.run(tail) }, Background("alerts") { await alerts.run() }] + watches + certificates
            + [server, Background("live") { await live.run() }]
    }

    /// Nil where what is kept lies in the same Redis as everything else.
    private static func separateCache(_ runtime: ServiceRuntime, _ configuration: GatewayConfiguration) async throws -> RedisClient? {
        let common = runtime.configuration
        let hasOwn = common.cacheRedisURL.reveal() != common.redisURL.reveal()
        return hasOwn && configuration.cache.isOn && configuration.cache.usesTier ? try await runtime.cacheClient() : nil
    }

    private init(_ runtime: ServiceRuntime, _ configuration: GatewayConfiguration, _ trust: TrustWatch) {
        self.init(
            bus: runtime.requester,
            gatekeeper: Gatekeeper(
                verifier: TokenVerifier(keys: trust.keys, audience: configuration.audience), revocations: trust.revocations),
            rateLimiter: RateLimiter(
                configuration.rateLimits, store: RedisRateLimitStore(client: runtime.redis, timeout: configuration.rateLimits.timeout),
                metrics: runtime.metrics, logger: runtime.logger),
            live: LiveFeed(
                configuration.live, history: RedisLiveHistory(client: runtime.redis), metrics: LiveMetrics(runtime.metrics)),
            cookies: SessionCookie(isAlwaysSecure: configuration.hasSecureCookies),
            storage: Storage(path: runtime.configuration.storagePath), mediaRoots: MediaRoots(runtime.configuration.mediaRoots),
            limits: configuration.limits, health: runtime.health, metrics: runtime.metrics, logger: runtime.logger)
        runtime.health.add(trust.check)
    }
}

extension ConnectionHandler {
    fileprivate init(_ gateway: Gateway, _ configuration: GatewayConfiguration, _ observer: RequestObserver) {
        self.init(
            responder: GatewayResponder(gateway: gateway), observer: observer, trustedProxies: configuration.trustedProxies)
    }
}

extension TrustWatch {
    /// Without auth's keys and revocations nobody can be let in.
    fileprivate var check: HealthCheck {
        HealthCheck("trust", isCritical: true) {
            guard revocations.isLoaded, await keys.isLoaded else { return .unhealthy("the auth service has not answered yet") }
            return .healthy
        }
    }
}
