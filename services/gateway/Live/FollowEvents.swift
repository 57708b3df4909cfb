import HTTPTypes
import Hummingbird

/// Tells a client what happens, for as long as it listens.
struct FollowEvents: Sendable {
    static let contentType = "text/event-stream"

    let gateway: Gateway

    func answer(_ input: RouteInput) async throws -> Response {
        var response = Response(
            status: .ok,
            headers: [
                .contentType: Self.contentType, .cacheControl: Freshness.never.rawValue,
                // nginx would gather events until it has a page of them.
                .accelBuffering: "no",
            ])
        guard input.head.method != .head else { return response }
        let session = try await session(input)
        response.body = ResponseBody { writer in
            var session = session
            try await session.run(&writer)
            try await writer.finish(nil)
        }
        return response
    }

    private func session(_ input: RouteInput) async throws -> LiveSession {
        let token = try await gateway.gatekeeper.token(of: input.head)
        let (live, connection) = (gateway.live, input.connection)
        let subscription = try live.hub.admit(token, input.caller.role) { connection?.close() }
        connection?.whenClosed { [hub = live.hub, id = subscription.id] in hub.leave(id) }
        return LiveSession(
            subscription, history: live.history, user: token.user, role: input.caller.role,
            start: LiveStart(input.headers[.lastEventID]), metrics: live.metrics)
    }
}
