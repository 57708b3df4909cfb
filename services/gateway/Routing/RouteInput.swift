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
    var trace: TraceContext
    var position: Position
    let idempotencyKey: String?
    /// Empty unless the route takes JSON.
    var body: [UInt8] = []
    /// Nil where there is none, as in a test of the routes alone.
    var connection: ClientConnection?
    /// Nil unless an administrator wants to know.
    var explanation: Explanation?

    var headers: HTTPFields { head.headerFields }
    /// Whether it changes nothing, and so may be asked twice.
    var isRead: Bool { head.method == .get || head.method == .head }
    var userAgent: String? { headers[.userAgent].map { String($0.prefix(512)) } }
}
