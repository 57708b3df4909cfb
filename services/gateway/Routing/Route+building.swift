import Contracts
import HTTPTypes

/// The spellings of the route tables: one line, one endpoint.
extension Route {
    static let prefix = "/api/v1"

    static func get<R: Request>(
        _ path: String, _ access: Access, _ summary: String, _ parameters: [ParameterDescription] = [],
        _ freshness: Freshness = .revalidated, _ make: @escaping @Sendable (RouteInput) throws -> R
    ) -> Route {
        ask(.get, path, access, summary, parameters, freshness, R.self, make)
    }

    /// A GET that asks one of several requests, all with the reply of `R`.
    static func get<R: Request>(
        _ path: String, _ access: Access, _ summary: String, _ parameters: [ParameterDescription], as type: R.Type,
        _ make: @escaping @Sendable (RouteInput) throws -> any Request
    ) -> Route {
        ask(.get, path, access, summary, parameters, .revalidated, R.self, make)
    }

    static func post<R: Request>(
        _ path: String, _ access: Access, _ summary: String, _ make: @escaping @Sendable (RouteInput) throws -> R
    ) -> Route {
        ask(.post, path, access, summary, [], .never, R.self, make)
    }

    static func post<R: Request, Body: Decodable & Sendable>(
        _ path: String, _ access: Access, _ summary: String, _ body: Body.Type,
        _ make: @escaping @Sendable (RouteInput, Body) throws -> R
    ) -> Route {
        ask(.post, path, access, summary, [], body, make)
    }

    /// A POST whose body is the request.
    static func post<R: Request>(_ path: String, _ access: Access, _ summary: String, passing request: R.Type) -> Route {
        ask(.post, path, access, summary, [], request, isRequestItself: true) { $1 }
    }

    /// A PATCH whose body is the request.
    static func patch<R: Request>(_ path: String, _ access: Access, _ summary: String, passing request: R.Type) -> Route {
        ask(.patch, path, access, summary, [], request, isRequestItself: true) { $1 }
    }

    /// A PUT whose body is the request.
    static func put<R: Request>(_ path: String, _ access: Access, _ summary: String, passing request: R.Type) -> Route {
        ask(.put, path, access, summary, [], request, isRequestItself: true) { $1 }
    }

    static func put<R: Request, Body: Decodable & Sendable>(
        _ path: String, _ access: Access, _ summary: String, _ body: Body.Type,
        _ make: @escaping @Sendable (RouteInput, Body) throws -> R
    ) -> Route {
        ask(.put, path, access, summary, [], body, make)
    }

    static func patch<R: Request, Body: Decodable & Sendable>(
        _ path: String, _ access: Access, _ summary: String, _ body: Body.Type, _ parameters: [ParameterDescription] = [],
        _ make: @escaping @Sendable (RouteInput, Body) throws -> R
    ) -> Route {
        ask(.patch, path, access, summary, parameters, body, make)
    }

    static func delete<R: Request>(
        _ path: String, _ access: Access, _ summary: String, _ parameters: [ParameterDescription] = [],
        _ make: @escaping @Sendable (RouteInput) throws -> R
    ) -> Route {
        ask(.delete, path, access, summary, parameters, .never, R.self, make)
    }

    /// The same route, whose success begins or ends a browser's session.
    func session(_ effect: SessionEffect) -> Route {
        Route(
            method: method, path: path, access: access, body: body, freshness: .never, session: effect, work: work,
            documentation: documentation, isRequestItself: isRequestItself)
    }

    private static func ask<R: Request>(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ summary: String,
        _ parameters: [ParameterDescription], _ freshness: Freshness, _ type: R.Type,
        _ make: @escaping @Sendable (RouteInput) throws -> any Request
    ) -> Route {
        Route(
            method: method, path: PathPattern(prefix + path), access: access, body: .ignored, freshness: freshness, session: nil,
            work: .ask(make), documentation: .of(R.self, summary, parameters, body: nil))
    }

    private static func ask<R: Request, Body: Decodable & Sendable>(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ summary: String,
        _ parameters: [ParameterDescription], _ body: Body.Type, isRequestItself: Bool = false,
        _ make: @escaping @Sendable (RouteInput, Body) throws -> R
    ) -> Route {
        Route(
            method: method, path: PathPattern(prefix + path), access: access, body: .json, freshness: .never, session: nil,
            work: .ask { try make($0, try $0.json(Body.self)) },
            documentation: .of(R.self, summary, parameters, body: Schemas.reference(to: Body.self)),
            isRequestItself: isRequestItself)
    }
}

extension RouteDocumentation {
    static func of<R: Request>(
        _ type: R.Type, _ summary: String, _ parameters: [ParameterDescription], body: Schema?
    ) -> RouteDocumentation {
        RouteDocumentation(
            name: R.name, summary: summary, parameters: parameters, body: body, success: R.successStatus,
            reply: R.Reply.self == Nothing.self ? nil : Schemas.reference(to: R.Reply.self))
    }
}
