import Bus
import Caching
import Compression
import Contracts
import HTTPTypes
import Hummingbird
import NIOCore

extension GatewayResponder {
    /// Answers from what is kept, or asks and keeps.
    func keep(
        _ index: Int, _ policy: CachePolicy, _ cache: ResponseCache, _ request: any Contracts.Request, _ input: RouteInput
    ) async throws -> Response {
        let question = CacheQuestion(
            key: ResponseKey(target: input.head.path ?? "/", user: try policy.isCallersOwn(input) ? input.user : nil),
            tags: try policy.tags(input), policy: policy, route: index, freshness: table.routes[index].freshness,
            position: input.position, bypasses: input.wantsFresh,
            ask: { [gateway] position in
                var input = input
                input.position = position
                return try await gateway.ask(request, for: input)
            })
        input.explanation?.note("tags=\(question.tags.map(\.text).joined(separator: ","))")
        if !input.position.isEmpty { input.explanation?.note("position=\(input.position)") }
        switch try await cache.reply(to: question) {
        case .passed(let answer): return try await response(to: answer, table.routes[index], input)
        case .kept(let kept, let outcome):
            cache.routeCounts.count(outcome, route: index)
            input.explanation?.note("cache=\(outcome.name); tier=\(kept.asked == nil ? "shared" : "local"); age=\(kept.age())")
            let coding = kept.coding(for: input.acceptedCodings, isOptedOut: input.isCompressionOptedOut)
            let told = kept.told(try await kept.variant(coding, with: gateway.compressor), outcome, input.headers)
            var response = Response(status: told.status, headers: told.headers, body: told.responseBody)
            gateway.tellPosition(Position(), of: input, isWrite: false, in: &response)
            return response
        }
    }

    /// Lets fall here what a write has changed, before its answer goes out: whoever reads through this gateway after that sees it.
    func settle(_ answer: Answer, _ route: Route, _ input: RouteInput) async throws {
        guard let cache = gateway.responses, let changes = route.changes else { return }
        let facts = ServiceName.allCases.compactMap { service in answer.position[service].map { Fact(service, $0) } }
        await cache.settle(Invalidation(try changes(input), fact: facts.first))
    }
}

extension RouteInput {
    /// A target of any length is answered, but not every one is worth its memory.
    var canBeKept: Bool { isRead && (head.path ?? "").utf8.count <= ResponseKey.longestTarget }

    /// `Cache-Control: no-cache` (or its older spelling): an answer from the source, please.
    var wantsFresh: Bool {
        if let control = headers[.cacheControl] {
            return control.lowercased().contains("no-cache") || control.lowercased().contains("no-store")
        }
        return headers[.pragma]?.lowercased().contains("no-cache") ?? false
    }

    var acceptedCodings: AcceptEncoding { AcceptEncoding(headers[.acceptEncoding]) }

    var isCompressionOptedOut: Bool { headers[.noCompression] != nil }
}

extension ToldResponse {
    fileprivate var responseBody: ResponseBody { body.map { ResponseBody(byteBuffer: $0) } ?? ResponseBody() }
}
