import Contracts
import Hummingbird
import JSON
import Observability
import Runtime

extension Routes {
    static let views: [Route] = [
        .own(.get, "/ops/slow-queries", .admin, slowQueries) { input, _, gateway in
            let replicas = try await gateway.views().replicas(of: try input.choice("service", ServiceName.self))
            return try .view(SlowQueryReport(replicas, limit: try input.limit()))
        },
        .own(.get, "/ops/pool", .admin, pool) { input, _, gateway in
            try .view(PoolReport(try await gateway.views().replicas(of: try input.choice("service", ServiceName.self))))
        },
        .own(.get, "/ops/alerts", .admin, alerts) { input, _, gateway in
            try .view(try await gateway.views().alerts(try input.choice("state", TrackedAlert.State.self)))
        },
    ]

    private static let service = ParameterDescription.choice("service", ServiceName.self)
    private static let replicas = Schema.list(
        .object(["service": .string, "instance": .string, "state": .choice(["reporting", "missing"])]))

    private static let slowQueries = RouteDocumentation(
        name: "ops.slowQueries", summary: "Each service's statements over all of its replicas, those first that took most in all",
        parameters: [.limit, service], body: nil, success: 200,
        reply: .object([
            "items": .list(
                .object([
                    "service": .string, "statement": .string, "count": .integer, "totalMs": .number, "meanMs": .number, "minMs": .number,
                    "maxMs": .number, "replicas": .integer,
                ])),
            "log": .object([
                "thresholdMs": .number, "count": .integer,
                "runs": .list(
                    .object([
                        "service": .string, "instance": .string, "statement": .string, "ms": .number, "secondsAgo": .number,
                    ])),
            ]),
            "replicas": replicas,
        ]))

    private static let pool = RouteDocumentation(
        name: "ops.pool", summary: "Each replica's pool of connections to Postgres", parameters: [service], body: nil, success: 200,
        reply: .object([
            "items": .list(
                .object([
                    "service": .string, "instance": .string,
                    "pool": .object([
                        "minimum": .integer, "maximum": .integer, "size": .integer, "inUse": .integer, "idle": .integer,
                        "waiting": .integer, "acquireP50Ms?": .number, "acquireP95Ms?": .number, "acquired": .integer,
                        "timeouts": .integer, "created": .integer, "closed": .integer, "failed": .integer,
                        "oldestWaitingMs?": .number, "oldestConnectionSeconds?": .number,
                    ]),
                ])),
            "replicas": replicas,
        ]))

    private static let alerts = RouteDocumentation(
        name: "ops.alerts", summary: "What is wrong, since when, and where the runbook answers it",
        parameters: [.choice("state", TrackedAlert.State.self)], body: nil, success: 200,
        reply: .object([
            "items": .list(
                .object([
                    "name": .string, "severity": .choice(["warning", "critical"]), "state": .choice(["pending", "firing", "resolved"]),
                    "since": .formatted("date-time"), "began": .formatted("date-time"), "value": .number, "threshold": .number,
                    "direction": .choice(["above", "below"]), "unit": .choice(["seconds", "bytes", "ratio", "count"]),
                    "forSeconds": .number, "service?": .string, "instance?": .string, "subject?": .string, "meaning": .string,
                    "runbook": .string,
                ])),
            "judgedAt?": .formatted("date-time"), "judgedBy?": .string, "isCurrent": .boolean,
        ]))
}

extension Gateway {
    fileprivate func views() throws(Problem) -> OperatorViews {
        guard let views = operatorViews else { throw .unavailable("This gateway hears no reports.") }
        return views
    }
}

extension Response {
    fileprivate static func view(_ view: some Encodable) throws -> Response {
        .json(.ok, String(decoding: try JSONEncoding.encode(view), as: UTF8.self))
    }
}
