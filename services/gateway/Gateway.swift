import Bus
import Compression
import Contracts
import HTTPTypes
import Hummingbird
import Logging
import MediaFiles
import Observability
import Resilience

/// What the routes work with.
struct Gateway: Sendable {
    let bus: any RequestBus
    let gatekeeper: Gatekeeper
    let rateLimiter: RateLimiter
    let recentWrites = RecentWrites()
    let live: LiveFeed
    let cookies: SessionCookie
    let storage: Storage
    let mediaRoots: MediaRoots
    let limits: Limits
    let health: HealthMonitor
    let metrics: MetricsRegistry
    let logger: Logger
    let date = CurrentDate()
    var upstreams = Upstreams()
    /// Nil where no replica reports, as in a test of the routes alone.
    var operatorViews: OperatorViews?
    /// Nil: nothing is kept.
    var responses: ResponseCache?
    var compressor = BodyCompressor.standard

    /// Asks a service on behalf of the caller, for as long as a request may take.
    /// - Parameter encoded: the request as the client has sent it, where it is the same.
    func ask(_ request: any Contracts.Request, encoded: [UInt8]? = nil, for input: RouteInput) async throws -> Answer {
        let outgoing = try OutgoingRequest(
            request, encoded: encoded, caller: input.caller, deadline: .after(limits.requestTimeout),
            traceparent: input.trace.traceparent, position: input.position, idempotencyKey: input.idempotencyKey)
        if let explanation = input.explanation {
            explanation.note("service=\(outgoing.service.rawValue)")
            if let breaker = upstreams[outgoing.service]?.breaker { explanation.note("breaker=\(breaker.mode.rawValue)") }
        }
        var answer = try await upstreams.call(outgoing, input.priority(of: outgoing.service), isRepeatable: input.isRead, over: bus)
        // Also when nobody asked: a client's own trace may be a sampled one.
        for part in answer.takeExplanations() { input.explanation?.note(part) }
        return answer
    }

    /// Like `ask`, where the gateway itself needs the reply. Refusals are thrown as problems.
    func reply<R: Contracts.Request>(to request: R, for input: RouteInput) async throws -> R.Reply {
        try R.decode(try await ask(request, for: input))
    }

    /// Tells the client how far it has seen, when it does not know yet, and remembers what a user has written.
    func tellPosition(_ position: Position, of input: RouteInput, isWrite: Bool, in response: inout Response) {
        var seen = input.position
        seen.merge(position)
        if isWrite, !position.isEmpty, let user = input.caller.userID { recentWrites.remember(position, of: user) }
        let isNews = isWrite || seen.description != input.headers[.position]
        if isNews, !seen.isEmpty { response.headers[.position] = seen.description }
    }
}
