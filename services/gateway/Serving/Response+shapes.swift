import Contracts
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Observability

extension Response {
    static func text(_ status: HTTPResponse.Status, _ contentType: String, _ text: String) -> Response {
        bytes(status, contentType, ByteBuffer(string: text))
    }

    static func json(_ status: HTTPResponse.Status, _ text: String) -> Response {
        self.text(status, "application/json", text)
    }

    static func report(_ report: HealthReport) -> Response {
        json(report.level == .unhealthy ? .serviceUnavailable : .ok, report.json)
    }

    static func bytes(_ status: HTTPResponse.Status, _ contentType: String, _ bytes: ByteBuffer) -> Response {
        Response(status: status, headers: [.contentType: contentType], body: ResponseBody(byteBuffer: bytes))
    }

    /// The same without its body: also without a length where that is not known before the body is made.
    func headOnly() -> Response {
        var response = createHeadResponse()
        response.headers[.contentLength] = headers[.contentLength]
        return response
    }

    /// An error as RFC 9457 tells it. `path` becomes its `instance`.
    static func problem(_ problem: Problem, path: Substring) -> Response {
        var told = problem
        told.instance = String(path.prefix(1024))
        var response = Response.bytes(
            HTTPResponse.Status(code: problem.status), "application/problem+json", ByteBuffer(bytes: told.jsonBytes()))
        response.headers[.cacheControl] = Freshness.never.rawValue
        if problem.status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}
