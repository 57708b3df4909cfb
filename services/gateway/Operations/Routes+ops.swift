import Caching
import Contracts
import Hummingbird
import JSON
import Resilience

extension Routes {
    static let ops: [Route] = [
        .own(.get, "/ops/caches", .admin, report("ops.caches", "How the caches do", caches)) { _, _, gateway in
            guard let cache = gateway.responses else { throw Problem.notFound("cache: it is switched off") }
            return .json(.ok, String(decoding: CacheReport(cache: cache).jsonBytes(), as: UTF8.self))
        },
        .own(.post, "/ops/caches/purge", .admin, body: .json, purging) { input, body, gateway in
            guard let cache = gateway.responses else { throw Problem.notFound("cache: it is switched off") }
            try await cache.purge(try await input.body(PurgeTags.self, body, gateway).checked())
            return Response(status: .noContent)
        },
        .own(.get, "/ops/breakers", .admin, report("ops.breakers", "How the breakers stand", breakers)) { _, _, gateway in
            .json(.ok, String(decoding: BreakerReport(upstreams: gateway.upstreams).jsonBytes(), as: UTF8.self))
        },
        .own(.post, "/ops/breakers/{name}", .admin, body: .json, switching) { input, body, gateway in
            guard let name = ServiceName(rawValue: String(input.parameters["name"])), let upstream = gateway.upstreams[name] else {
                throw Problem.notFound("breaker")
            }
            switch try await input.body(BreakerCommand.self, body, gateway).state {
            case .open: upstream.breaker.open()
            case .halfOpen: upstream.breaker.halfOpen()
            case .closed: upstream.breaker.close()
            }
            return .json(.ok, String(decoding: BreakerReport(upstreams: gateway.upstreams).jsonBytes(), as: UTF8.self))
        },
    ]

    private static func report(_ name: String, _ summary: String, _ reply: Schema) -> RouteDocumentation {
        RouteDocumentation(name: name, summary: summary, parameters: [], body: nil, success: 200, reply: reply)
    }

    private static let caches = Schema.object([
        "local": .object([
            "entries": .integer, "bytes": .integer, "hits": .integer, "misses": .integer, "hitRate": .number, "staleServed": .integer,
            "fills": .integer, "refusedFills": .integer, "evictions": .integer, "invalidations": .integer, "flushes": .integer,
        ]),
        "shared?": .object([
            "isTrusted": .boolean, "hits": .integer, "misses": .integer, "hitRate": .number, "skipped": .integer, "stored": .integer,
            "failures": .integer, "invalidations": .integer,
        ]),
        "hearsInvalidations": .boolean, "routes": .object([:]),
    ])

    private static let breakers = Schema.object([
        "breakers": .list(
            .object([
                "name": .string, "state": .choice(["closed", "open", "half-open"]), "isHeld": .boolean, "secondsInState": .number,
                "retryAfterSeconds?": .integer, "consecutiveFailures": .integer, "rejected": .integer, "limit": .integer,
                "inFlight": .integer, "shed": .integer,
                "transitions": .list(.object(["from": .string, "to": .string, "reason": .string, "secondsAgo": .number])),
            ]))
    ])

    private static let purging = RouteDocumentation(
        name: "ops.purge", summary: "Lets fall all that hangs on the tags, in every gateway", parameters: [],
        body: Schemas.reference(to: PurgeTags.self), success: 204, reply: nil)

    private static let switching = RouteDocumentation(
        name: "ops.breaker", summary: "Opens, half-opens or closes a breaker by hand", parameters: [],
        body: Schemas.reference(to: BreakerCommand.self), success: 200, reply: breakers)
}

extension RouteInput {
    fileprivate func body<Body: Decodable>(_ type: Body.Type, _ incoming: IncomingBody, _ gateway: Gateway) async throws -> Body {
        var input = self
        input.body = try await incoming.collect(upTo: gateway.limits.bodyBytes)
        return try input.json(type)
    }
}

extension ResponseCache {
    /// Here, in the shared tier and in the other gateways.
    /// - Throws: a 503 problem when the others could not be told.
    func purge(_ tags: [CacheTag]) async throws(Problem) {
        do {
            try await channel.invalidate(Invalidation(tags))
        } catch {
            throw .unavailable("The other gateways could not be told.")
        }
    }
}
