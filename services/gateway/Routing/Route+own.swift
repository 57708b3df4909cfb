import HTTPTypes
import Hummingbird

extension Route {
    /// An endpoint below `/api/v1` that the gateway answers itself.
    static func own(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, body: BodyRule = .ignored,
        _ documentation: RouteDocumentation,
        _ answer: @escaping @Sendable (RouteInput, IncomingBody, Gateway) async throws -> Response
    ) -> Route {
        Route(
            method: method, path: PathPattern(prefix + path), access: access, body: body, freshness: .never, session: nil,
            work: .own(answer), documentation: documentation)
    }

    /// A page beside `/api/v1`.
    static func page(
        _ path: String, _ access: Access, _ summary: String, _ contentType: String,
        _ answer: @escaping @Sendable (Gateway) async throws -> Response
    ) -> Route {
        Route(
            method: .get, path: PathPattern(path), access: access, body: .ignored, freshness: .never, session: nil,
            work: .own { _, _, gateway in try await answer(gateway) },
            documentation: RouteDocumentation(
                name: "page\(path)", summary: summary, parameters: [], body: nil, success: 200, reply: .string,
                contentType: contentType))
    }
}
