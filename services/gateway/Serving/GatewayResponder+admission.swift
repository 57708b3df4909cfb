import Contracts
import HTTPTypes
import Hummingbird

extension GatewayResponder {
    /// Judges a request by its head alone, so that nothing is read from who may not send it.
    func admit(_ arrival: Arrival, _ body: IncomingBody) async -> Admission {
        switch table.match(arrival.head.method, arrival.path) {
        case .none:
            return .refused(Problem.notFound("path"), route: nil)
        case .otherMethods(let methods):
            let allowed = methods.map(\.rawValue).joined(separator: ", ")
            return .methods(allowed, isQuestion: arrival.head.method == .options)
        case .route(let index, let values):
            let route = table.routes[index]
            let caller = await caller(of: arrival, for: route)
            let verdict = await gateway.rateLimiter.verdict(route, caller, arrival.client)
            do {
                if let problem = verdict?.problem { throw problem }
                return .admitted(index, try input(arrival, route, values, try caller.get(), body), verdict?.standing)
            } catch {
                return .refused(error, route: index, verdict?.standing)
            }
        }
    }

    private func caller(of arrival: Arrival, for route: Route) async -> Result<Caller, Problem> {
        do {
            return .success(try await gateway.gatekeeper.caller(of: arrival.head, for: route.access))
        } catch {
            return .failure(error)
        }
    }

    private func input(
        _ arrival: Arrival, _ route: Route, _ values: [Substring], _ caller: Caller, _ body: IncomingBody
    ) throws -> RouteInput {
        try checkBody(arrival.head, route.body, body)
        var input = RouteInput(
            head: arrival.head, path: arrival.path,
            parameters: PathParameters(names: route.path.parameterNames, values: values),
            query: try Query(arrival.queryText), caller: caller, client: arrival.client, trace: arrival.trace,
            position: try position(arrival.head, caller), idempotencyKey: try idempotencyKey(arrival.head), connection: arrival.connection)
        if caller.isAdmin, arrival.head.headerFields[.explain] == "1" {
            input.explanation = Explanation()
            // The services tell only what they are asked to look at.
            input.trace = input.trace.sampled()
        }
        return input
    }

    private func checkBody(_ head: HTTPRequest, _ rule: BodyRule, _ body: IncomingBody) throws(Problem) {
        let limit = rule == .file ? gateway.limits.uploadBytes : gateway.limits.bodyBytes
        if let length = body.declaredLength, length > limit { throw .bodyTooLarge(limit) }
        guard rule == .json, !body.isComplete else { return }
        guard ContentType.isJSON(head.headerFields[.contentType]) else {
            throw .unsupportedMedia("The body must be `application/json`.")
        }
        guard head.headerFields[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true else {
            throw .unsupportedMedia("The body must not be compressed.")
        }
    }

    private func position(_ head: HTTPRequest, _ caller: Caller) throws(Problem) -> Position {
        var position = Position()
        if let text = head.headerFields[.position] {
            guard let sent = Position(text) else { throw .malformed("`MN-Position` is not one that was given.") }
            position = sent
        }
        if let user = caller.userID, let own = gateway.recentWrites.position(of: user) { position.merge(own) }
        return position
    }

    private func idempotencyKey(_ head: HTTPRequest) throws(Problem) -> String? {
        guard head.method == .post, let key = head.headerFields[.idempotencyKey] else { return nil }
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .malformed("`Idempotency-Key` must have 1 to 200 visible ASCII characters.")
        }
        return key
    }
}
