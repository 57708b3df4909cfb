import Caching
import Contracts
import HTTPTypes
import Hummingbird

/// One endpoint: who may call it, what it asks which service, and how it is described.
struct Route: Sendable {
    enum Work: Sendable {
        /// The request that a service answers; its answer is passed on.
        case ask(@Sendable (RouteInput) throws -> any Contracts.Request)
        /// Answered here.
        case own(@Sendable (RouteInput, IncomingBody, Gateway) async throws -> Response)
    }

    let method: HTTPRequest.Method
    let path: PathPattern
    let access: Access
    let body: BodyRule
    let freshness: Freshness
    let session: SessionEffect?
    let work: Work
    let documentation: RouteDocumentation
    /// Whether a client's body, once it was found good, is what the service is asked.
    var isRequestItself = false
    /// Nil: its answers are not kept.
    var cache: CachePolicy?
    /// What lets fall what depends on it, once a request has succeeded.
    var changes: (@Sendable (RouteInput) throws -> [CacheTag])?

    var isWrite: Bool { method != .get }
    var asksService: Bool { if case .ask = work { true } else { false } }
}
