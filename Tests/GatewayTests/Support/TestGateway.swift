import Bus
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import JWTKit
import Logging
import MediaFiles
import NIOCore
import Observability
import Synchronization

@testable import gateway

/// A gateway whose services are closures, with a folder of its own and an auth service that signs for real.
final class TestGateway: Sendable {
    static let logger = Logger(label: "gateway-tests") { _ in SwiftLogNoOpLogHandler() }

    let folder: URL
    let bus = InMemoryBus()
    let signer: TestSigner
    let revocations = Revocations()
    let gateway: Gateway
    let responder: GatewayResponder
    /// Every envelope that reached a service.
    let seen = Mutex<[RequestEnvelope]>([])

    init(
        limits: Limits = Limits(), rateLimits: RateLimits = RateLimits(), store: any RateLimitStore = FrozenBuckets(), trusted: Bool = true,
        live: LiveFeed? = nil, responses: ResponseCache? = nil, _ fill: (inout Answers, TestGateway) -> Void = { _, _ in }
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mn-gateway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("library"), withIntermediateDirectories: true)
        signer = try await TestSigner()
        let storage = Storage(path: folder.appendingPathComponent("storage").path)
        try storage.prepare()
        let keys = SigningKeys(bus: bus, logger: Self.logger, interval: .milliseconds(50))
        let metrics = MetricsRegistry()
        var gateway = Gateway(
            bus: bus,
            gatekeeper: Gatekeeper(verifier: TokenVerifier(keys: keys, audience: "medianest"), revocations: revocations),
            rateLimiter: RateLimiter(rateLimits, store: store, metrics: metrics, logger: Self.logger),
            live: live ?? LiveFeed(LiveLimits(), history: ListedHistory(), metrics: LiveMetrics(metrics)),
            cookies: SessionCookie(isAlwaysSecure: false), storage: storage,
            mediaRoots: MediaRoots([folder.resolvingSymlinksInPath().path]), limits: limits, health: HealthMonitor(),
            metrics: metrics, logger: Self.logger)
        gateway.responses = responses
        self.gateway = gateway
        responder = GatewayResponder(gateway: gateway)
        if trusted { revocations.load(.init(sessions: [], users: [])) }
        attach(fill)
    }

    deinit {
        // What stays in the temporary folder does no harm.
        try? FileManager.default.removeItem(at: folder)
    }

    private func attach(_ fill: (inout Answers, TestGateway) -> Void) {
        var answers = Answers(logger: Self.logger)
        fill(&answers, self)
        for service in [ServiceName.media, .playlists, .workers] { bus.attach(answers, to: service) }
        var auth = answers
        auth.on(ListSigningKeys.self) { [signer] _, _ in signer.published }
        bus.attach(auth, to: .auth)
    }

    func record(_ context: Bus.RequestContext) { seen.withLock { $0.append(context.envelope) } }

    /// Asks as a signed-in user, unless the headers say otherwise.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], as role: Role? = .user, json: String? = nil,
        body: RequestBody? = nil, peer: String = "192.0.2.7", proxies: TrustedProxies = TrustedProxies()
    ) async throws -> TestReply {
        var headers = headers
        if let role, headers[.authorization] == nil { headers[.authorization] = "Bearer \(try await signer.token(role: role))" }
        if let json {
            if headers[.contentType] == nil { headers[.contentType] = "application/json" }
            if headers[.contentLength] == nil { headers[.contentLength] = String(json.utf8.count) }
        }
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
        let arrival = Arrival(head: head, client: ClientAddress(peer: peer, headers: headers, proxies: proxies))
        let content = body ?? RequestBody(buffer: ByteBuffer(string: json ?? ""))
        return try await TestReply(try await responder.respond(to: arrival, IncomingBody(head: head, body: content)))
    }
}
