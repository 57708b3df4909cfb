import Contracts
import HTTPTypes
import Observability

/// What a route may use of a request.
struct RouteInput: Sendable {
    let head: HTTPRequest
    /// Without the query.
    let path: Substring
    let parameters: PathParameters
    let query: Query
    let caller: Caller
    let client: ClientAddress
    let trace: TraceContext
    let position: Position
    let idempotencyKey: String?
    /// Empty unless the route takes JSON.
    var body: [UInt8] = []

    var headers: HTTPFields { head.headerFields }
    var userAgent: String? { headers[.userAgent].map { String($0.prefix(512)) } }
}
