import Contracts
import HTTPTypes
import Hummingbird

/// From a request to its response, whatever happens. Knows nothing of sockets.
struct GatewayResponder: Sendable {
    let gateway: Gateway
    let table: RouteTable

    init(gateway: Gateway, routes: [Route] = Routes.all) {
        self.gateway = gateway
        table = RouteTable(routes)
    }

    /// Both steps in one, for a client that does not wait to be told to go on.
    func respond(to arrival: Arrival, _ body: IncomingBody) async throws -> Response {
        try await answer(arrival, await admit(arrival, body), body)
    }

    /// - Throws: only `ConnectionBroken`; every other failure is a response.
    func answer(_ arrival: Arrival, _ admission: Admission, _ body: IncomingBody) async throws -> Response {
        var response: Response
        switch admission {
        case .admitted(let index, let input, let standing):
            response = try await answer(index, input, body)
            if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = table.routes[index].freshness.rawValue }
            response.tell(standing)
            if let explanation = input.explanation { response.headers[.explain] = explanation.text }
        case .refused(let error, _, let standing):
            response = failure(error, arrival.path)
            response.tell(standing)
        case .methods(let allowed, let isQuestion):
            response = isQuestion ? Response(status: .noContent) : .problem(.methodNotAllowed, path: arrival.path)
            response.headers[.allow] = allowed
        }
        finish(&response, arrival)
        return response
    }

    func answer(_ index: Int, _ input: RouteInput, _ body: IncomingBody) async throws -> Response {
        do {
            return switch table.routes[index].work {
            case .ask(let make): try await ask(index, make, input, body)
            case .own(let answer): try await answer(input, body, gateway)
            }
        } catch let error as ConnectionBroken {
            throw error
        } catch {
            return failure(error, input.path)
        }
    }

    private func finish(_ response: inout Response, _ arrival: Arrival) {
        response.headers[.requestID] = arrival.requestID
        response.headers[.date] = gateway.date.text
        if arrival.head.method == .head { response = response.headOnly() }
    }
}

extension Problem {
    static let methodNotAllowed = Problem(
        "method-not-allowed", title: "Method not allowed", status: 405, detail: "`Allow` names the methods of this path.")
}
