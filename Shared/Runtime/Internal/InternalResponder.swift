import HTTPTypes
import Hummingbird
import NIOCore
import Observability

/// The four answers of the internal port. A router would be more machinery than there are paths.
struct InternalResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let monitor: HealthMonitor
    let registry: MetricsRegistry

    func respond(to request: Request, context: Context) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return Self.response(.methodNotAllowed, Self.json, "{\"status\":405}", allow: "GET, HEAD")
        }
        var response = await answer(request.uri.path)
        if request.method == .head { response.body = ResponseBody() }
        return response
    }

    private func answer(_ path: String) async -> Response {
        switch path {
        case "/health/live": return Self.response(.ok, Self.json, "{\"status\":\"alive\"}")
        case "/health/ready": return Self.response(await monitor.readiness())
        case "/health": return Self.response(await monitor.report())
        case "/metrics": return Self.response(.ok, MetricsRegistry.contentType, registry.render())
        default: return Self.response(.notFound, Self.json, "{\"status\":404}")
        }
    }

    private static let json = "application/json"

    private static func response(_ report: HealthReport) -> Response {
        response(report.level == .unhealthy ? .serviceUnavailable : .ok, json, report.json)
    }

    private static func response(
        _ status: HTTPResponse.Status, _ type: String, _ text: String, allow: String? = nil
    ) -> Response {
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
        if let allow { headers[.allow] = allow }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
