import Bus
import Compression
import Contracts
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Resilience

extension GatewayResponder {
    /// Hands a request to its service and the answer's bytes to the client, as they are.
    func ask(
        _ index: Int, _ make: @Sendable (RouteInput) throws -> any Contracts.Request, _ input: RouteInput, _ body: IncomingBody
    ) async throws -> Response {
        let route = table.routes[index]
        var input = input
        if route.body == .json { input.body = try await body.collect(upTo: gateway.limits.bodyBytes) }
        let request = try make(input)
        if let cache = gateway.responses, let policy = route.cache, input.canBeKept {
            return try await keep(index, policy, cache, request, input)
        }
        let answer = try await gateway.ask(request, encoded: route.isRequestItself ? input.body : nil, for: input)
        if answer.isSuccess { try await settle(answer, route, input) }
        return try await response(to: answer, route, input)
    }

    func response(to answer: Answer, _ route: Route, _ input: RouteInput) async throws -> Response {
        guard answer.isSuccess else { return refusal(answer, input.path) }
        if route.session == .ends { gateway.gatekeeper.forget(input.caller) }
        var response = Response(
            status: HTTPResponse.Status(code: answer.status), body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
        if !answer.body.isEmpty { response.headers[.contentType] = "application/json" }
        response.headers[.cacheControl] = route.freshness.rawValue
        response.headers[.vary] = "Accept-Encoding, Authorization"
        response.add(answer.headers)
        gateway.tellPosition(answer.position, of: input, isWrite: route.isWrite, in: &response)
        try await compress(&response, answer, input)
        try gateway.cookies.apply(route.session, answer, input, to: &response)
        return route.isWrite ? response : response.unlessHeld(by: input.headers)
    }

    /// Answers that are not kept are compressed for the one who asked, long ones while they are sent.
    private func compress(_ response: inout Response, _ answer: Answer, _ input: RouteInput) async throws {
        let coding = CompressionPolicy().coding(
            for: input.acceptedCodings, contentType: response.headers[.contentType], length: answer.body.count,
            isOptedOut: input.isCompressionOptedOut)
        guard let coding, coding != .identity else { return }
        let body = ByteBuffer(bytes: answer.body)
        if body.readableBytes >= BodyCompressor.streamedBytes, let stream = gateway.compressor.stream(as: coding) {
            response.body = CompressedBody(stream, of: body).response
            response.headers[.contentLength] = nil
        } else if let bytes = try await gateway.compressor.compress(body, as: coding) {
            response.body = ResponseBody(byteBuffer: bytes)
            response.headers[.contentLength] = String(bytes.readableBytes)
        } else {
            return
        }
        response.headers[.contentEncoding] = coding.rawValue
        if let tag = response.headers[.eTag] { response.headers[.eTag] = EntityTag.suffixed(tag, with: coding.rawValue) }
    }

    private func refusal(_ answer: Answer, _ path: Substring) -> Response {
        guard let problem = try? JSONDecoding.decode(Problem.self, from: answer.body) else {
            gateway.logger.error("an answer is no problem", metadata: ["status": "\(answer.status)", "path": "\(path)"])
            return .problem(.internalError, path: path)
        }
        var response = Response.problem(problem, path: path)
        response.add(answer.headers)
        return response
    }
}

extension Response {
    mutating func add(_ headers: [Answer.Header]) {
        for header in headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            self.headers[name] = header.value
        }
    }

    /// 304 where the client holds these bytes already.
    func unlessHeld(by request: HTTPFields) -> Response {
        guard status == .ok, let tag = headers[.eTag], EntityTag.isMatch(request[.ifNoneMatch], tag) else { return self }
        var headers = headers
        headers[.contentLength] = nil
        headers[.contentType] = nil
        var response = Response(status: .notModified, headers: headers)
        response.headers[.contentLength] = nil
        return response
    }
}
