import Hummingbird
import Observability

extension Routes {
    static let operations: [Route] = [
        .page("/health/live", .open, "Whether the process runs", "application/json") { _ in
            .json(.ok, "{\"status\":\"alive\"}")
        },
        .page("/health/ready", .open, "Whether it can serve", "application/json") { .report(await $0.health.readiness()) },
        .page("/health", .open, "How everything is", "application/json") { .report(await $0.health.report()) },
        .page("/metrics", .admin, "Prometheus metrics", "text/plain") {
            .text(.ok, MetricsRegistry.contentType, $0.metrics.render())
        },
        .page("/openapi.json", .open, "This description", "application/json") { _ in
            .text(.ok, "application/json", OpenAPI.document)
        },
        .page("/docs", .open, "This description, to read", "text/html") { _ in DocumentationPage.response },
    ]
}
